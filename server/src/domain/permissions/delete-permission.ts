import { Conflict } from '#platform/errors'
import { addJob } from '#platform/jobs'
import type { Author } from '#platform/outbox'
import type { PermissionContext } from './update-permission.ts'
import { recordPermissionEvent } from './events.ts'
import { REMOVE_PERMISSION } from './job-names.ts'
import { noSuchPermission } from './permission.ts'
import { lockPermission, markPermissionDeleted } from './queries.ts'
import { findGuardedRole } from './views.ts'

/**
 * Deletes a permission: at once no token gets it, and what roles and members had of it is removed afterwards. One that
 * guards who may give a role stays, since without it everybody could.
 *
 * @throws {NotFound} `PERMISSION_NOT_FOUND`
 * @throws {Conflict} `PERMISSION_GUARDS_ROLE`
 */
export async function deletePermission(
  ctx: PermissionContext,
  { id, author }: { readonly id: string; readonly author: Author },
): Promise<void> {
  const { businessId } = ctx.environment
  const now = ctx.clock()
  await ctx.db.transaction().execute(async (db) => {
    if (!(await lockPermission(db, businessId, id))) throw noSuchPermission()
    const guarded = await findGuardedRole(db, businessId, id)
    if (guarded !== undefined) {
      throw new Conflict('PERMISSION_GUARDS_ROLE', `Only who has this permission may give the role ${guarded}.`)
    }
    await markPermissionDeleted(db, businessId, id, now)
    await addJob(db, REMOVE_PERMISSION, { businessId, permissionId: id })
    const event = { type: 'permission.deleted', occurredAt: now, author, permission: { id } } as const
    await recordPermissionEvent(db, event)
  })
}
