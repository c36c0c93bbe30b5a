import type { Db } from '#platform/db'
import { recordEvent, type Author } from '#platform/outbox'
import type { Role } from './role.ts'

export interface RoleEvent {
  readonly occurredAt: Date
  readonly author: Author
}

type RoleChangeType =
  'role.permissions_updated' | 'role.system_permissions_updated' | 'role.scope_added' | 'role.scope_removed'

/** Records an event in the transaction of the change, in the environment whose API was called. */
export async function recordRoleEvent(
  db: Db,
  {
    type,
    occurredAt,
    author,
    role,
  }: RoleEvent & { readonly type: 'role.created' | 'role.updated'; readonly role: Role },
): Promise<void> {
  const { id, key, name, description, isDefault } = role
  const payload = { role: { id, key, name, description, is_default_role: isDefault } }
  await recordEvent(db, { type, occurredAt, ...author, subject: id, payload })
}

/** Records the deletion of a role with nothing but its id. */
export async function recordRoleDeleted(
  db: Db,
  { occurredAt, author, id }: RoleEvent & { readonly id: string },
): Promise<void> {
  const event = { type: 'role.deleted', occurredAt, ...author, subject: id, payload: { role: { id } } }
  await recordEvent(db, event)
}

/** Records which permissions or scopes a role `added` and `removed`, by their ids in the API. */
export async function recordRoleGiving(
  db: Db,
  event: RoleEvent & {
    readonly type: RoleChangeType
    readonly role: Role
    readonly added?: readonly string[]
    readonly removed?: readonly string[]
  },
): Promise<void> {
  const { type, occurredAt, author, role, added = [], removed = [] } = event
  const payload = { role: { id: role.id, key: role.key }, added, removed }
  await recordEvent(db, { type, occurredAt, ...author, subject: role.id, payload })
}
