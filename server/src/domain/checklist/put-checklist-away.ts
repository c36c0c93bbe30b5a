import type { Context } from '#platform/context'
import { writePutAway } from './queries.ts'

/** Puts the checklist away for everybody on the team, or takes it out again. */
export async function putChecklistAway(
  { db, clock }: Pick<Context, 'db' | 'clock'>,
  isPutAway: boolean,
): Promise<void> {
  await writePutAway(db, isPutAway ? clock() : undefined)
}
