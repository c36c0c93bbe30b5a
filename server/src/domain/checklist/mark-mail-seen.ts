import type { Context } from '#platform/context'
import { findChecklist, writeMailSeen } from './queries.ts'

/** Notes that somebody looked at a mail of the environment. */
export async function markMailSeen({ db, clock }: Pick<Context, 'db' | 'clock'>): Promise<void> {
  const { mailSeenAt } = await findChecklist(db)
  if (mailSeenAt === undefined) await writeMailSeen(db, clock())
}
