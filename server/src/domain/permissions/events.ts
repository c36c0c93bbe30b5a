import type { Db } from '#platform/db'
import { recordEvent, type Author } from '#platform/outbox'
import type { Permission } from './permission.ts'

interface PermissionEvent {
  readonly type: 'permission.created' | 'permission.updated' | 'permission.deleted'
  readonly occurredAt: Date
  readonly author: Author
  /** Of a deleted one nothing but its id is said. */
  readonly permission: Permission | Pick<Permission, 'id'>
}

/** In the transaction of the change, in the environment whose API it came through. */
export async function recordPermissionEvent(
  db: Db,
  environmentId: string,
  { type, occurredAt, author, permission }: PermissionEvent,
): Promise<void> {
  await recordEvent(db, environmentId, { type, occurredAt, ...author, subject: permission.id, payload: { permission } })
}
