import { holdAssignableScope, scopeIdOf } from '#domain/resource-servers'
import { type RoleContext, type RoleTarget, changeRole } from '../change-role.ts'
import { recordRoleGiving } from '../events.ts'
import { insertRoleScope } from '../queries.ts'

/**
 * Has a role give a scope of an API of this environment.
 *
 * @throws {NotFound} `ROLE_NOT_FOUND`, `API_SCOPE_NOT_FOUND`
 * @throws {InvalidInput} `SYSTEM_API`
 */
export async function addRoleScope(ctx: RoleContext, { roleId, author }: RoleTarget, scopeId: string): Promise<void> {
  await changeRole(ctx, roleId, async ({ db, key, role, now }) => {
    const { apiId } = await holdAssignableScope({ ...ctx, db }, scopeId)
    if (!(await insertRoleScope(db, key, { apiId, scopeId, now }))) return
    const added = [scopeIdOf(scopeId)]
    await recordRoleGiving(db, { type: 'role.scope_added', occurredAt: now, author, role, added })
  })
}
