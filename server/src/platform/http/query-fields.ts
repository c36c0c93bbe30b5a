import { z } from 'zod'

/** One or more of a list, comma-separated; `''` counts as not sent. */
export function expandSchema(...known: readonly string[]) {
  return z
    .string()
    .max(200)
    .optional()
    .transform((text) => new Set((text ?? '').split(',').flatMap((part) => part.trim() || [])))
    .refine((all) => [...all].every((part) => known.includes(part)), `must be of ${known.join(', ')}`)
    .meta({ type: 'string', description: `One or more of, comma-separated: ${known.join(', ')}.` })
}

/** A boolean in a query; empty counts as not sent. */
export const QueryFlag = z
  .enum(['true', 'false', ''])
  .optional()
  .transform((text) => (text === undefined || text === '' ? undefined : text === 'true'))
  .meta({ type: 'boolean' })

/**
 * ISO 8601 as clients and people write it: a date alone, no seconds, any number of fraction digits, an offset with or without
 * its colon. In a query a plus sign that was not encoded arrives as a blank.
 */
const TIME = /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2})(?::(\d{2})(?:[.,](\d+))?)?(?:(Z)|([+ -])(\d{2}):?(\d{2})?)?)?$/i

/** A moment in a query; undefined for text that is none. A time without an offset is in UTC. */
export function momentOf(text: string): Date | undefined {
  const [, date, minutes = '00:00', seconds = '00', fraction = '', , sign = '+', hours = '00', rest = '00'] =
    TIME.exec(text.trim()) ?? []
  if (date === undefined || Number(hours) > 23 || Number(rest) > 59) return undefined
  const offset = `${sign === '-' ? '-' : '+'}${hours}:${rest}`
  const moment = new Date(`${date}T${minutes}:${seconds}.${fraction.slice(0, 3).padEnd(3, '0')}${offset}`)
  return isRealDate(date) && !Number.isNaN(moment.getTime()) ? moment : undefined
}

// Date takes the 31st of February for the 3rd of March.
function isRealDate(date: string): boolean {
  const day = new Date(`${date}T00:00:00Z`)
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(date)
}

/** A moment in a query, as `momentOf` reads it. */
export const QueryMoment = z
  .string()
  .max(50)
  .transform((text, context): Date => {
    const moment = momentOf(text)
    if (moment) return moment
    context.addIssue('must be a time that exists, such as 2026-07-01T00:00:00Z')
    return z.NEVER
  })
  .meta({ type: 'string', format: 'date-time' })
