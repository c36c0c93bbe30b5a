import type { Db } from '#platform/db'
import { recordEvent, type Author } from '#platform/outbox'
import type { Permission } from './permission.ts'

interface PermissionEvent {
  readonly type: 'permission.created' | 'permission.updated' | 'permission.deleted'
  readonly occurredAt: Date
  readonly author: Author
  /** A deleted permission has nothing but its id. */
  readonly permission: Permission | Pick<Permission, 'id'>
}

/** Records an event in the transaction of the change, in the environment whose API was called. */
export async function recordPermissionEvent(
  db: Db,
  { type, occurredAt, author, permission }: PermissionEvent,
): Promise<void> {
  await recordEvent(db, { type, occurredAt, ...author, subject: permission.id, payload: { permission } })
}
