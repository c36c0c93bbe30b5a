import { NotFound } from '#platform/errors'
import { scopeIdOf } from '#domain/resource-servers'
import { markHolders } from './mark-holders.ts'
import { changeRole, type RoleContext, type RoleTarget } from '../change-role.ts'
import { recordRoleGiving } from '../events.ts'
import { deleteRoleScope } from '../queries.ts'

/**
 * Has a role not give a scope any more.
 *
 * @throws {NotFound} `ROLE_NOT_FOUND`, `ROLE_SCOPE_NOT_FOUND`
 */
export async function removeRoleScope(
  ctx: RoleContext,
  { roleId, author }: RoleTarget,
  scopeId: string,
): Promise<void> {
  await changeRole(ctx, roleId, async (locked) => {
    const { db, key, role, now } = locked
    if (!(await deleteRoleScope(db, key, { scopeId }))) {
      throw new NotFound('ROLE_SCOPE_NOT_FOUND', 'The role does not give this scope.')
    }
    await markHolders(locked)
    const removed = [scopeIdOf(scopeId)]
    await recordRoleGiving(db, { type: 'role.scope_removed', occurredAt: now, author, role, removed })
  })
}
