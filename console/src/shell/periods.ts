const HOUR_MS = 3_600_000
/** A period begins at a round time, so that the loader of a page and the page ask for the same. */
const ROUND_MS = 300_000

const HOURS: Readonly<Record<string, number>> = { '1h': 1, '24h': 24, '7d': 7 * 24, '30d': 30 * 24 }

/** The periods of a list by time, by their names in the address. */
export const PERIODS = [
  ['1h', 'Last hour'],
  ['24h', 'Last 24 hours'],
  ['7d', 'Last 7 days'],
  ['30d', 'Last 30 days'],
] as const

/** Returns the begin of a period; undefined for all the time. */
export function beginOf(period: string | undefined): string | undefined {
  const { [period ?? '']: hours } = HOURS
  if (hours === undefined) return undefined
  return new Date(Math.floor(Date.now() / ROUND_MS) * ROUND_MS - hours * HOUR_MS).toISOString()
}
