import { useEffect, useState } from 'react'

const MINUTE_MS = 60_000
const UNITS = [
  ['year', 31_536_000],
  ['month', 2_592_000],
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
] as const

export interface TimeAgoProps {
  /** ISO 8601; absent where it never happened. */
  readonly at: string | null | undefined
  readonly never?: string
}

/** A time relative to now; the exact one, in the person's zone, on hover. */
export function TimeAgo({ at, never = 'Never' }: TimeAgoProps) {
  const now = useNow()
  if (!at) return <span className="quiet">{never}</span>
  const date = new Date(at)
  return (
    <time dateTime={at} title={date.toLocaleString(undefined, { dateStyle: 'full', timeStyle: 'long' })}>
      {relative((date.getTime() - now) / 1000)}
    </time>
  )
}

/** Returns the present time in milliseconds, a new one each minute. */
function useNow(): number {
  const [now, setNow] = useState(() => Date.now())
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), MINUTE_MS)
    return () => clearInterval(timer)
  }, [])
  return now
}

function relative(seconds: number): string {
  const format = new Intl.RelativeTimeFormat(undefined, { numeric: 'auto' })
  const [unit, size] = UNITS.find(([, length]) => Math.abs(seconds) >= length) ?? ['second', 1]
  return format.format(Math.round(seconds / size), unit)
}
