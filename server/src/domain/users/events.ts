import type { Db } from '#platform/db'
import { subjectOf } from '#platform/ids'
import { recordEvent, type Author } from '#platform/outbox'
import { findEventUser } from './views.ts'

interface UserChange {
  readonly userId: string
  readonly type: 'user.created' | 'user.updated'
  readonly occurredAt: Date
  readonly author: Author
  /** The organization it is about, if one. */
  readonly organizationId?: string | undefined
}

/** As the user is now, in the transaction of the change (compat section 10). */
export async function recordUserEvent(db: Db, environmentId: string, change: UserChange): Promise<void> {
  const { userId, type, occurredAt, author, organizationId } = change
  await recordEvent(db, environmentId, {
    type,
    occurredAt,
    ...author,
    subject: subjectOf(userId),
    ...(organizationId === undefined ? {} : { organizationId }),
    payload: { user: await findEventUser(db, environmentId, userId) },
  })
}

export async function recordUserDeletion(
  db: Db,
  environmentId: string,
  { userId, occurredAt, author }: Pick<UserChange, 'userId' | 'occurredAt' | 'author'>,
): Promise<void> {
  const id = subjectOf(userId)
  await recordEvent(db, environmentId, {
    type: 'user.deleted',
    occurredAt,
    ...author,
    subject: id,
    payload: { user: { id } },
  })
}
