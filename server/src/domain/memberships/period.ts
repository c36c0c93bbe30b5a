import { z } from 'zod'
import { InvalidInput } from '#platform/errors'
import { QueryMoment } from '#platform/http'

const LONGEST_MS = 3 * 86_400_000

export const PeriodQuery = z.object({
  date_time_from: QueryMoment.meta({
    type: 'string',
    format: 'date-time',
    description: 'The beginning, included. Fractions of a second are rounded down.',
  }),
  date_time_to: QueryMoment.meta({
    type: 'string',
    format: 'date-time',
    description:
      'The end, included. Fractions of a second are rounded up. Earlier than three days after the beginning.',
  }),
})

/** Whole seconds, both included. */
export interface Period {
  readonly from: Date
  readonly to: Date
}

/** @throws {InvalidInput} `DATE_TIME_RANGE_INVALID`, `DATE_TIME_RANGE_TOO_LARGE` */
export function periodOf(query: z.output<typeof PeriodQuery>): Period {
  const from = new Date(Math.floor(query.date_time_from.getTime() / 1000) * 1000)
  const to = new Date(Math.ceil(query.date_time_to.getTime() / 1000) * 1000)
  if (to < from) throw new InvalidInput('DATE_TIME_RANGE_INVALID', 'date_time_to is before date_time_from.')
  if (to.getTime() < from.getTime() + LONGEST_MS) return { from, to }
  throw new InvalidInput(
    'DATE_TIME_RANGE_TOO_LARGE',
    'date_time_to must be earlier than three days after date_time_from.',
  )
}

/** `2026-07-01T00:00:00Z`: whole seconds. */
export function wireTime(time: Date): string {
  return time.toISOString().replace('.000Z', 'Z')
}
