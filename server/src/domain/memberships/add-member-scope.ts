import { holdAssignableScope, noSuchScope } from '#domain/resource-servers'
import { type MemberTarget, type ScopeOfApi, changeMember } from './change-member.ts'
import type { MembersContext } from './change-members.ts'
import { insertMemberScope } from './queries.ts'

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
