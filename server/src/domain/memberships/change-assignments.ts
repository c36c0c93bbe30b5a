import { NotFound } from '#platform/errors'
import { holdPermissions, noSuchPermission } from '#domain/permissions'
import { holdAssignableScope, noSuchScope } from '#domain/resource-servers'
import { holdRoles, noSuchRole } from '#domain/roles'
import {
  changeMembers,
  noSuchMember,
  type LockedMembers,
  type MembersContext,
  type MembersTarget,
} from './change-members.ts'
import {
  insertMemberPermissions,
  insertMemberRoles,
  insertMemberScope,
  removeMemberPermission,
  removeMemberRole,
  removeMemberScope,
} from './queries.ts'
import { isMember } from './views.ts'

export interface MemberTarget extends Omit<MembersTarget, 'userIds'> {
  readonly userId: string
}

/** Does what changes what one member has; `work` returns whether it did. @throws {NotFound} `ORGANIZATION_USER_NOT_FOUND` */
async function changeMember(
  ctx: MembersContext,
  { userId, ...target }: MemberTarget,
  work: (locked: LockedMembers) => Promise<boolean>,
): Promise<void> {
  await changeMembers(ctx, { ...target, userIds: [userId] }, async (locked) => {
    if (!(await isMember(locked.db, locked.key, userId))) throw noSuchMember()
    return { result: undefined, changed: (await work(locked)) ? [userId] : [] }
  })
}

/**
 * Gives a member a role. Does nothing when they have it.
 *
 * @throws {NotFound} `ORGANIZATION_NOT_FOUND`, `USER_NOT_FOUND`, `ORGANIZATION_USER_NOT_FOUND`, `ROLE_NOT_FOUND`
 */
export async function addMemberRole(ctx: MembersContext, target: MemberTarget, roleId: string): Promise<void> {
  await changeMember(ctx, target, async ({ db, key, now }) => {
    if ((await holdRoles(db, key.businessId, [roleId])).length === 0) throw noSuchRole()
    const assignments = [{ userId: target.userId, id: roleId }]
    return (await insertMemberRoles(db, key, { businessId: key.businessId, assignments, now })).length > 0
  })
}

/**
 * Takes a role from a member.
 *
 * @throws {NotFound} `ORGANIZATION_NOT_FOUND`, `USER_NOT_FOUND`, `ORGANIZATION_USER_NOT_FOUND`, `ROLE_NOT_FOUND`
 */
export async function deleteMemberRole(ctx: MembersContext, target: MemberTarget, roleId: string): Promise<void> {
  await changeMember(ctx, target, async ({ db, key }) => {
    const isTaken = await removeMemberRole(db, key, { userId: target.userId, id: roleId })
    if (!isTaken) throw new NotFound('ROLE_NOT_FOUND', 'This user has no such role in this organization.')
    return true
  })
}

/**
 * Gives a member a permission beside those of their roles. Does nothing when they have it.
 *
 * @throws {NotFound} `ORGANIZATION_NOT_FOUND`, `USER_NOT_FOUND`, `ORGANIZATION_USER_NOT_FOUND`, `PERMISSION_NOT_FOUND`
 */
export async function addMemberPermission(ctx: MembersContext, target: MemberTarget, id: string): Promise<void> {
  await changeMember(ctx, target, async ({ db, key, now }) => {
    if ((await holdPermissions(db, key.businessId, [id])).length === 0) throw noSuchPermission()
    const assignments = [{ userId: target.userId, id }]
    return (await insertMemberPermissions(db, key, { businessId: key.businessId, assignments, now })).length > 0
  })
}

/**
 * Takes a permission that a member has directly; what their roles give stays.
 *
 * @throws {NotFound} `ORGANIZATION_NOT_FOUND`, `USER_NOT_FOUND`, `ORGANIZATION_USER_NOT_FOUND`, `PERMISSION_NOT_FOUND`
 */
export async function deleteMemberPermission(ctx: MembersContext, target: MemberTarget, id: string): Promise<void> {
  await changeMember(ctx, target, async ({ db, key }) => {
    const isTaken = await removeMemberPermission(db, key, { userId: target.userId, id })
    if (!isTaken) throw new NotFound('PERMISSION_NOT_FOUND', 'This user has no such permission directly.')
    return true
  })
}

interface ScopeOfApi {
  readonly apiId: string
  readonly scopeId: string
}

/**
 * Gives a member a scope of an API. Does nothing when they have it.
 *
 * @throws {NotFound} `ORGANIZATION_NOT_FOUND`, `USER_NOT_FOUND`, `ORGANIZATION_USER_NOT_FOUND`, `API_SCOPE_NOT_FOUND`
 * @throws {InvalidInput} `SYSTEM_API`
 */
export async function addMemberScope(ctx: MembersContext, target: MemberTarget, scope: ScopeOfApi): Promise<void> {
  await changeMember(ctx, target, async ({ db, key, now }) => {
    const found = await holdAssignableScope({ db, environment: ctx.environment }, scope.scopeId)
    if (found.apiId !== scope.apiId) throw noSuchScope()
    return insertMemberScope(db, key, { userId: target.userId, ...scope, now })
  })
}

/**
 * Takes a scope of an API from a member.
 *
 * @throws {NotFound} `ORGANIZATION_NOT_FOUND`, `USER_NOT_FOUND`, `ORGANIZATION_USER_NOT_FOUND`, `API_SCOPE_NOT_FOUND`
 */
export async function deleteMemberScope(ctx: MembersContext, target: MemberTarget, scope: ScopeOfApi): Promise<void> {
  await changeMember(ctx, target, async ({ db, key }) => {
    if (!(await removeMemberScope(db, key, { userId: target.userId, ...scope }))) throw noSuchScope()
    return true
  })
}
