import { newId } from '#platform/ids'
import type { Author } from '#platform/outbox'
import type { PermissionContext } from './update-permission.ts'
import { recordPermissionEvent } from './events.ts'
import type { Permission } from './permission.ts'
import { insertPermission } from './queries.ts'

/**
 * Defines a permission for all environments of the business.
 *
 * @throws {Conflict} `PERMISSION_KEY_TAKEN`
 */
export async function createPermission(
  ctx: PermissionContext,
  author: Author,
  input: Omit<Permission, 'id'>,
): Promise<Permission> {
  const { environment } = ctx
  const now = ctx.clock()
  const permission = { id: newId(), ...input }
  await ctx.db.transaction().execute(async (db) => {
    await insertPermission(db, environment.businessId, { ...permission, createdAt: now })
    const event = { type: 'permission.created', occurredAt: now, author, permission } as const
    await recordPermissionEvent(db, event)
  })
  return permission
}
