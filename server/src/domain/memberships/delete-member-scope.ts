import { noSuchScope } from '#domain/resource-servers'
import { type MemberTarget, type ScopeOfApi, changeMember } from './change-member.ts'
import type { MembersContext } from './change-members.ts'
import { removeMemberScope } from './queries.ts'

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
