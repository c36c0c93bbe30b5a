import { addJob } from '#platform/jobs'
import { type RoleContext, type RoleTarget, changeRole } from './change-role.ts'
import { checkGuard } from './check-guard.ts'
import { recordRoleEvent } from './events.ts'
import { MARK_ROLE_HOLDERS } from './job-names.ts'
import { writeRole } from './queries.ts'
import type { Role } from './role.ts'

/**
 * Changes a role; what is absent stays. Tokens say key and name of roles, so new ones are told to everybody who has it.
 *
 * @throws {NotFound} `ROLE_NOT_FOUND`, `PERMISSION_NOT_FOUND`: that which guards the role
 * @throws {Conflict} `ROLE_KEY_TAKEN`
 */
export async function updateRole(
  ctx: RoleContext,
  { roleId, author }: RoleTarget,
  change: (before: Role) => Role,
): Promise<void> {
  const { businessId } = ctx.environment
  await changeRole(ctx, roleId, async ({ db, role: before, now }) => {
    const role = change(before)
    await checkGuard(db, businessId, role.assignmentPermissionId)
    await writeRole(db, businessId, role)
    if (role.key !== before.key || role.name !== before.name) {
      await addJob(db, MARK_ROLE_HOLDERS, { businessId, roleId })
    }
    await recordRoleEvent(db, { type: 'role.updated', occurredAt: now, author, role })
  })
}
