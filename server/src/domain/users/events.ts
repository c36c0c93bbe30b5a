import type { Db } from '#platform/db'
import { subjectOf } from '#platform/ids'
import { recordEvent, recordEvents, type Author } from '#platform/outbox'
import { EVENTS_OF_USERS } from './views.ts'

interface UsersChange {
  readonly userIds: readonly string[]
  readonly type: 'user.created' | 'user.updated'
  readonly occurredAt: Date
  readonly author: Author
  /** The organization it is about, if one. */
  readonly organizationId?: string | undefined
}

type UserChange = Omit<UsersChange, 'userIds'> & { readonly userId: string }

/** Records an event with the user as of now, in the transaction of the change. */
export async function recordUserEvent(db: Db, { userId, ...change }: UserChange): Promise<void> {
  await recordUserEvents(db, { ...change, userIds: [userId] })
}

/** An event of each, in this order. */
export async function recordUserEvents(
  db: Db,
  { userIds, type, occurredAt, author, organizationId }: UsersChange,
): Promise<void> {
  const about = organizationId === undefined ? {} : { organizationId }
  const event = { type, occurredAt, ...author, ...about }
  await recordEvents(db, event, {
    events: EVENTS_OF_USERS,
    count: userIds.length,
    values: { usersEnvironment: db.environmentId, userIds, subjects: userIds.map(subjectOf) },
  })
}

export async function recordUserDeletion(
  db: Db,
  { userId, occurredAt, author }: Pick<UserChange, 'userId' | 'occurredAt' | 'author'>,
): Promise<void> {
  const id = subjectOf(userId)
  await recordEvent(db, {
    type: 'user.deleted',
    occurredAt,
    ...author,
    subject: id,
    payload: { user: { id } },
  })
}
