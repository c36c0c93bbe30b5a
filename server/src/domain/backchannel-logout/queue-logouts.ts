import type { Db } from '#platform/db'
import { newId } from '#platform/ids'
import { addJob } from '#platform/jobs'
import { insertNotices, listParticipants } from './queries.ts'

/** The job that delivers what is due in one environment. */
export const DELIVER_LOGOUTS = 'deliver_logouts'

/**
 * Sees to it that every application that takes part in these sessions is told of their end. In the transaction that ends
 * them: a session that ended is never untold.
 */
export async function queueLogouts(
  db: Db,
  { sessionIds, now }: { readonly sessionIds: readonly string[]; readonly now: Date },
): Promise<void> {
  if (sessionIds.length === 0) return
  const participants = await listParticipants(db, sessionIds)
  if (participants.length === 0) return
  const notices = participants.map((participant) => ({ id: newId(), ...participant }))
  await insertNotices(db, { notices, now })
  // Without a key: sign-outs would wait for one another's transactions to write the same job.
  await addJob(db, DELIVER_LOGOUTS, { environment_id: db.environmentId })
}
