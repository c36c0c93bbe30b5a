import { z } from 'zod'
import { dayAfter, dayOf, lengthOf, type Figures } from './activity.ts'
import type { Days } from './queries.ts'

/** The longest span that one answer covers: a leap year. */
export const MOST_DAYS = 366
const DEFAULT_DAYS = 30

const Day = z.iso.date().meta({ example: '2026-11-30' })

export const ActivitySpan = z
  .object({
    from: Day.optional().meta({ description: `The first day, in UTC. Without it: ${String(DEFAULT_DAYS)} days.` }),
    to: Day.optional().meta({ description: 'The last day, in UTC. Without it: today.' }),
  })
  .meta({ description: 'Days in UTC.' })

/** Returns the days that a request asks for. */
export function daysOf({ from, to }: z.output<typeof ActivitySpan>, now: Date): Days {
  const last = to ?? dayOf(now)
  return { from: from ?? dayAfter(last, 1 - DEFAULT_DAYS), to: last }
}

/** Returns the same number of days, right before others. */
export function daysBefore(days: Days): Days {
  return { from: dayAfter(days.from, -lengthOf(days)), to: dayAfter(days.from, -1) }
}

const Count = z.number().int().min(0)

const FiguresView = z.object({
  sign_ups: Count.meta({
    description: 'People who registered themselves. Imports and accounts made for them are none.',
  }),
  active_users: Count.meta({ description: 'Distinct people who signed in. A session that goes on is no sign-in.' }),
  sign_ins: Count.meta({ description: 'Sign-ins with a proof, such as a code or a password.' }),
  failures: Count.meta({ description: 'Wrong or expired codes, wrong passwords, and people who may not enter.' }),
  sign_ins_by_method: z.array(z.object({ method: z.string().meta({ example: 'email:code' }), count: Count })),
  failures_by_reason: z.array(z.object({ reason: z.string().meta({ example: 'wrong_code' }), count: Count })),
})

export const ActivityView = z.object({
  from: z.string(),
  to: z.string(),
  time_zone: z.literal('UTC'),
  total: FiguresView,
  previous: z
    .object({ from: z.string(), to: z.string(), total: FiguresView })
    .meta({ description: 'As many days right before, to compare with.' }),
  days: z.array(z.object({ day: z.string(), ...FiguresView.shape })),
})

export function figuresViewOf(figures: Figures): z.input<typeof FiguresView> {
  return {
    sign_ups: figures.signUps,
    active_users: figures.activeUsers,
    sign_ins: figures.signIns,
    failures: figures.failures,
    sign_ins_by_method: figures.methods.map(({ name, count }) => ({ method: name, count })),
    failures_by_reason: figures.reasons.map(({ name, count }) => ({ reason: name, count })),
  }
}
