import type { Db } from '#platform/db'
import { Conflict, NotFound } from '#platform/errors'
import { findJob, type QueuedJob } from '#platform/jobs'
import { SEND_MAIL, SEND_OWN_MAIL } from '#platform/mail'
import { SEND_SMS } from '#platform/sms'
import { DELIVER_LOGOUTS } from '#domain/backchannel-logout'

/** Jobs that nothing else waits for: without them a message is not sent, and that is all. */
const DISCARDABLE: readonly string[] = [SEND_MAIL, SEND_OWN_MAIL, SEND_SMS, DELIVER_LOGOUTS]

export function isDiscardable({ task }: Pick<QueuedJob, 'task'>): boolean {
  return DISCARDABLE.includes(task)
}

/** A job of another environment, or of the installation, is answered like one that is not there. */
function noSuchJob(): NotFound {
  return new NotFound('JOB_NOT_FOUND', 'No such job. It may be done.')
}

/**
 * Changes a job that is not running.
 *
 * @throws {NotFound} `JOB_NOT_FOUND`
 * @throws {Conflict} `JOB_IS_RUNNING`
 */
export async function changeJob(
  db: Db,
  id: string,
  change: (db: Db, job: QueuedJob) => Promise<boolean>,
): Promise<void> {
  const job = /^\d{1,18}$/.test(id) ? await findJob(db, id) : undefined
  if (!job) throw noSuchJob()
  if (await change(db, job)) return
  if (!(await findJob(db, id))) throw noSuchJob()
  throw new Conflict('JOB_IS_RUNNING', 'The job is running at this moment. Look again when it has ended.')
}
