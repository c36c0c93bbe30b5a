const minute = 60
const hour = 60 * minute
const day = 24 * hour

const units = [
  { unit: 'day', seconds: day },
  { unit: 'hour', seconds: hour },
  { unit: 'minute', seconds: minute },
  { unit: 'second', seconds: 1 },
] as const

/**
 * A length of time in words, in at most two units: "2 hours", "1 hour, 30 minutes", "45 seconds".
 * Rounded up, because it tells how long something lasts or how long to wait.
 */
export function formatDuration(locale: string, exactly: number): string {
  // Nobody waits for the seconds of an hour.
  const seconds = exactly >= 10 * minute ? Math.ceil(exactly / minute) * minute : exactly
  const { unit, seconds: size } = largestUnit(seconds)
  const next = units.find((candidate) => candidate.seconds < size)
  if (!next) return inUnit(locale, Math.max(1, Math.ceil(seconds)), unit)

  const parts = Math.ceil(seconds / next.seconds)
  const perUnit = size / next.seconds
  const rest = parts % perUnit
  const words = [inUnit(locale, Math.floor(parts / perUnit), unit)]
  if (rest > 0) words.push(inUnit(locale, rest, next.unit))
  return new Intl.ListFormat(locale, { type: 'unit' }).format(words)
}

/** How long ago or ahead a moment lies: "3 minutes ago", "in 2 hours", "now". */
export function formatRelative(locale: string, moment: Date, now: Date): string {
  const seconds = Math.round((moment.getTime() - now.getTime()) / 1000)
  const { unit, seconds: size } = largestUnit(Math.abs(seconds))
  return new Intl.RelativeTimeFormat(locale, { numeric: 'auto' }).format(Math.trunc(seconds / size), unit)
}

/** A moment in full, in a named time zone: the server's own says nothing to the reader. */
export function formatTime(locale: string, moment: Date, timeZone = 'UTC'): string {
  const options = {
    year: 'numeric',
    month: 'short',
    day: 'numeric',
    hour: 'numeric',
    minute: '2-digit',
    timeZone,
    timeZoneName: 'short',
  } as const
  return new Intl.DateTimeFormat(locale, options).format(moment)
}

function largestUnit(seconds: number): (typeof units)[number] {
  return units.find((candidate) => seconds >= candidate.seconds) ?? units[3]
}

function inUnit(locale: string, count: number, unit: (typeof units)[number]['unit']): string {
  return new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay: 'long' }).format(count)
}
