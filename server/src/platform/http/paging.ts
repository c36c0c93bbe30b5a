import { z } from 'zod'

export const PAGE_SIZE_DEFAULT = 10
export const PAGE_SIZE_MOST = 500

/** The `page_size` of a list. Sent empty it counts as not sent. */
export const PageSize = z
  .string()
  .regex(/^\d{0,4}$/, 'must be a whole number')
  .optional()
  .transform((text) => (text === undefined || text === '' ? PAGE_SIZE_DEFAULT : Number(text)))
  .pipe(z.number().int().min(1).max(PAGE_SIZE_MOST))
  .meta({
    type: 'integer',
    minimum: 1,
    maximum: PAGE_SIZE_MOST,
    default: PAGE_SIZE_DEFAULT,
    description: `Results per page: 1 to ${String(PAGE_SIZE_MOST)}, ${String(PAGE_SIZE_DEFAULT)} when not sent.`,
  })

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
