import type { Context } from '#platform/context'
import type { Db } from '#platform/db'
import { newId } from '#platform/ids'
import { addJob } from '#platform/jobs'
import type { Author } from '#platform/outbox'
import { holdPermissions, noSuchPermission } from '#domain/permissions'
import { recordRoleDeleted, recordRoleEvent } from './events.ts'
import { MARK_ROLE_HOLDERS, REMOVE_ROLE } from './job-names.ts'
import { insertRole, lockRole, markRoleDeleted, writeRole, type RoleKey } from './queries.ts'
import { noSuchRole, type Role } from './role.ts'

export type RoleContext = Pick<Context, 'db' | 'clock' | 'environment'>

export interface RoleTarget {
  readonly roleId: string
  readonly author: Author
}

/** A role that nobody else changes meanwhile, and the transaction it is changed in. */
export interface LockedRole {
  readonly db: Db
  readonly role: Role
  readonly key: RoleKey
  readonly now: Date
}

/**
 * Defines a role for all environments of the business.
 *
 * @throws {NotFound} `PERMISSION_NOT_FOUND`: that which guards the role
 * @throws {Conflict} `ROLE_KEY_TAKEN`
 */
export async function createRole(ctx: RoleContext, author: Author, input: Omit<Role, 'id'>): Promise<Role> {
  const { id: environmentId, businessId } = ctx.environment
  const now = ctx.clock()
  const role = { id: newId(), ...input }
  await ctx.db.transaction().execute(async (db) => {
    await checkGuard(db, businessId, role.assignmentPermissionId)
    await insertRole(db, businessId, { ...role, createdAt: now })
    await recordRoleEvent(db, environmentId, { type: 'role.created', occurredAt: now, author, role })
  })
  return role
}

/**
 * Does what changes a role in a transaction, one after the other.
 *
 * @throws {NotFound} `ROLE_NOT_FOUND`
 */
export async function changeRole<T>(
  ctx: RoleContext,
  roleId: string,
  work: (locked: LockedRole) => Promise<T>,
): Promise<T> {
  const key = { businessId: ctx.environment.businessId, roleId }
  const now = ctx.clock()
  return ctx.db.transaction().execute(async (db) => {
    const role = await lockRole(db, key)
    if (!role) throw noSuchRole()
    return work({ db, role, key, now })
  })
}

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
  const { id: environmentId, businessId } = ctx.environment
  await changeRole(ctx, roleId, async ({ db, role: before, now }) => {
    const role = change(before)
    await checkGuard(db, businessId, role.assignmentPermissionId)
    await writeRole(db, businessId, role)
    if (role.key !== before.key || role.name !== before.name) {
      await addJob(db, MARK_ROLE_HOLDERS, { businessId, roleId })
    }
    await recordRoleEvent(db, environmentId, { type: 'role.updated', occurredAt: now, author, role })
  })
}

/**
 * Deletes a role: at once no token says it or what it gave, and members lose it afterwards, in every environment.
 *
 * @throws {NotFound} `ROLE_NOT_FOUND`
 */
export async function deleteRole(ctx: RoleContext, { roleId, author }: RoleTarget): Promise<void> {
  const { id: environmentId, businessId } = ctx.environment
  await changeRole(ctx, roleId, async ({ db, key, now }) => {
    await markRoleDeleted(db, key, now)
    await addJob(db, REMOVE_ROLE, { businessId, roleId })
    await recordRoleDeleted(db, environmentId, { occurredAt: now, author, id: roleId })
  })
}

async function checkGuard(db: Db, businessId: string, id: string | undefined): Promise<void> {
  if (id === undefined) return
  const [guard] = await holdPermissions(db, businessId, [id])
  if (!guard) throw noSuchPermission()
}
