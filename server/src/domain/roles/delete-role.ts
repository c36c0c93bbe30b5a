import { addJob } from '#platform/jobs'
import { type RoleContext, type RoleTarget, changeRole } from './change-role.ts'
import { recordRoleDeleted } from './events.ts'
import { REMOVE_ROLE } from './job-names.ts'
import { markRoleDeleted } from './queries.ts'

/**
 * Deletes a role: at once no token says it or what it gave, and members lose it afterwards, in every environment.
 *
 * @throws {NotFound} `ROLE_NOT_FOUND`
 */
export async function deleteRole(ctx: RoleContext, { roleId, author }: RoleTarget): Promise<void> {
  const { businessId } = ctx.environment
  await changeRole(ctx, roleId, async ({ db, key, now }) => {
    await markRoleDeleted(db, key, now)
    await addJob(db, REMOVE_ROLE, { businessId, roleId })
    await recordRoleDeleted(db, { occurredAt: now, author, id: roleId })
  })
}
