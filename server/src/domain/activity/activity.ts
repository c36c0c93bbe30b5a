import type { ActivityRow, Days } from './queries.ts'

/** Numbers of a day, or of several. */
export interface Figures {
  readonly signUps: number
  readonly activeUsers: number
  readonly signIns: number
  readonly failures: number
  /** Sign-ins by method. */
  readonly methods: readonly Share[]
  /** Failures by reason. */
  readonly reasons: readonly Share[]
}

/** A part of a number. */
export interface Share {
  readonly name: string
  readonly count: number
}

const DAY_MS = 86_400_000

export function dayOf(time: Date): string {
  return time.toISOString().slice(0, 10)
}

/** Returns the day that lies so many days after another, or before it. */
export function dayAfter(day: string, days: number): string {
  return dayOf(new Date(Date.parse(day) + days * DAY_MS))
}

export function lengthOf({ from, to }: Days): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / DAY_MS) + 1
}

/** Returns the numbers of each day, also of those on which nothing happened. */
export function figuresByDay(
  days: Days,
  rows: readonly ActivityRow[],
): readonly (Figures & { readonly day: string })[] {
  const byDay = Map.groupBy(rows, ({ day }) => day)
  return Array.from({ length: lengthOf(days) }, (_none, index) => {
    const day = dayAfter(days.from, index)
    const ofDay = byDay.get(day) ?? []
    return { day, ...figuresOf(ofDay, sumOf(ofDay, 'active')) }
  })
}

/** Returns the numbers of all days together. Somebody who was active on several days counts once. */
export function figuresOfAll(rows: readonly ActivityRow[]): Figures {
  return figuresOf(rows, sumOf(rows, 'distinct'))
}

function figuresOf(rows: readonly ActivityRow[], activeUsers: number): Figures {
  return {
    signUps: sumOf(rows, 'sign_up'),
    activeUsers,
    signIns: sumOf(rows, 'sign_in'),
    failures: sumOf(rows, 'failure'),
    methods: sharesOf(rows, 'sign_in'),
    reasons: sharesOf(rows, 'failure'),
  }
}

function sumOf(rows: readonly ActivityRow[], measure: ActivityRow['measure']): number {
  return rows.reduce((sum, row) => (row.measure === measure ? sum + row.count : sum), 0)
}

/** The largest first. */
function sharesOf(rows: readonly ActivityRow[], measure: ActivityRow['measure']): readonly Share[] {
  const byName = Map.groupBy(
    rows.filter((row) => row.measure === measure),
    ({ detail }) => detail,
  )
  return [...byName]
    .map(([name, ofName]) => ({ name, count: sumOf(ofName, measure) }))
    .toSorted((a, b) => b.count - a.count || (a.name < b.name ? -1 : 1))
}
