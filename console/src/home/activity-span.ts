import type { Answer } from '@gatehouse/api-client'

export type ActivityAnswer = Answer<'getActivity'>['activity']

export const SPANS = [7, 30, 90] as const
const DEFAULT_SPAN = 30
const DAY_MS = 86_400_000

/** Returns how many days an address asks for. */
export function spanOf({ days }: Readonly<Record<string, string | undefined>>): number {
  return SPANS.find((one) => String(one) === days) ?? DEFAULT_SPAN
}

/** Returns the days to ask for: the last ones in UTC, today included. */
export function activityParameters(search: Readonly<Record<string, string | undefined>>) {
  const first = new Date(Date.now() - (spanOf(search) - 1) * DAY_MS)
  return { from: first.toISOString().slice(0, 10) }
}

/** Returns whether anything happened in these days or in those before. */
export function isAlive({ total, previous }: ActivityAnswer): boolean {
  return [total, previous.total].some(({ sign_ups, sign_ins }) => sign_ups + sign_ins > 0)
}

export function lengthOf({ days }: ActivityAnswer): number {
  return days.length
}

/** Returns a part of a whole in percent. */
export function share(part: number, whole: number): number {
  return whole === 0 ? 0 : (part / whole) * 100
}
