/**
 * Activity: how many people signed up, signed in and failed to, per day in UTC.
 *
 * The numbers come from events. A job adds each event to small counts once, after a time in which every transaction that
 * could still write an earlier one has ended. A read adds the events since then, so that today is right to the second, and
 * never reads more than these. Counts and the time up to which they reach change in one transaction, which locks the
 * latter: two processes count nothing twice, and a read sees both or neither.
 *
 * Sign-ins to the product's own applications are left out. Counts hold no person; they stay when somebody is deleted.
 * Owns `activity_days`, `activity_returns`, `activity_people` and `activity_progress`.
 */
export { hasSignIns } from './has-sign-ins.ts'
export { recountActivity } from './recount-activity.ts'
export type { ActivityProblem } from './problems.ts'
