import { z } from 'zod'
import { InvalidInput } from '#platform/errors'

export const PAGE_SIZE_DEFAULT = 10
export const PAGE_SIZE_MOST = 500

/** The `page_size` of a list that has at most so many on a page. Sent empty it counts as not sent. */
export function pageSizeUpTo(most: number) {
  return z
    .string()
    .regex(/^\d{0,9}$/, 'must be a whole number')
    .optional()
    .transform((text) => (text === undefined || text === '' ? PAGE_SIZE_DEFAULT : notAbove(most, Number(text))))
    .pipe(z.number().int().min(1))
    .meta({
      type: 'integer',
      minimum: 1,
      maximum: most,
      default: PAGE_SIZE_DEFAULT,
      description: `Results per page: 1 to ${String(most)}, ${String(PAGE_SIZE_DEFAULT)} when not sent.`,
    })
}

function notAbove(most: number, size: number): number {
  if (size <= most) return size
  throw new InvalidInput('PAGE_SIZE_LIMIT_EXCEEDED', `Page size cannot be greater than ${String(most)}`)
}

export const PageSize = pageSizeUpTo(PAGE_SIZE_MOST)

interface Directions {
  readonly starting_after?: unknown
  readonly ending_before?: unknown
}

/** @throws {InvalidInput} `TOO_MANY_PARAMETERS`: a page lies after a record or before one */
export function checkOneDirection({ starting_after: after, ending_before: before }: Directions): void {
  if (after === undefined || before === undefined) return
  throw new InvalidInput('TOO_MANY_PARAMETERS', 'Only one of starting_after or ending_before may be specified')
}

/** The `next_token` of a list; sent empty it counts as not sent. */
export const NextToken = z
  .string()
  .max(4_096)
  .optional()
  .transform((text) => (text === '' ? undefined : text))
  .meta({ type: 'string', description: 'The `next_token` of the page before.' })

/**
 * Splits what was read into a page and where the next begins. Read one row more than `size`: whether there is a next
 * page is then known without counting.
 */
export function pageOf<T>(rows: readonly T[], size: number): { page: readonly T[]; last: T | undefined } {
  const page = rows.slice(0, size)
  return { page, last: rows.length > size ? page.at(-1) : undefined }
}
