import { newId } from '#platform/ids'
import type { Author } from '#platform/outbox'
import { type RoleContext } from './change-role.ts'
import { checkGuard } from './check-guard.ts'
import { recordRoleEvent } from './events.ts'
import { insertRole } from './queries.ts'
import type { Role } from './role.ts'

/**
 * Defines a role for all environments of the business.
 *
 * @throws {NotFound} `PERMISSION_NOT_FOUND`: that which guards the role
 * @throws {Conflict} `ROLE_KEY_TAKEN`
 */
export async function createRole(ctx: RoleContext, author: Author, input: Omit<Role, 'id'>): Promise<Role> {
  const { businessId } = ctx.environment
  const now = ctx.clock()
  const role = { id: newId(), ...input }
  await ctx.db.transaction().execute(async (db) => {
    await checkGuard(db, businessId, role.assignmentPermissionId)
    await insertRole(db, businessId, { ...role, createdAt: now })
    await recordRoleEvent(db, { type: 'role.created', occurredAt: now, author, role })
  })
  return role
}
