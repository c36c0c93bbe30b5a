import type { Context } from '#platform/context'
import { addJob } from '#platform/jobs'
import type { Author } from '#platform/outbox'
import { recordPermissionEvent } from './events.ts'
import { MARK_PERMISSION_HOLDERS } from './job-names.ts'
import { noSuchPermission } from './permission.ts'
import { lockPermission, writePermission } from './queries.ts'

export type PermissionContext = Pick<Context, 'db' | 'clock' | 'environment'>

export interface PermissionChange {
  readonly key?: string | undefined
  readonly name?: string | undefined
  readonly description?: string | undefined
}

/**
 * Changes a permission; what is absent stays. Tokens say its key, so a new one is told to everybody who has it.
 *
 * @throws {NotFound} `PERMISSION_NOT_FOUND`
 * @throws {Conflict} `PERMISSION_KEY_TAKEN`
 */
export async function updatePermission(
  ctx: PermissionContext,
  { id, author }: { readonly id: string; readonly author: Author },
  change: PermissionChange,
): Promise<void> {
  const { businessId } = ctx.environment
  await ctx.db.transaction().execute(async (db) => {
    const before = await lockPermission(db, businessId, id)
    if (!before) throw noSuchPermission()
    const { key = before.key, name = before.name, description = before.description } = change
    const permission = { id, key, name, description }
    await writePermission(db, businessId, permission)
    if (key !== before.key) await addJob(db, MARK_PERMISSION_HOLDERS, { businessId, permissionId: id })
    const event = { type: 'permission.updated', occurredAt: ctx.clock(), author, permission } as const
    await recordPermissionEvent(db, event)
  })
}
