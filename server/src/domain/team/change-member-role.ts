import { type TeamChangeContext, type MemberTarget, changeTeam } from './change-team.ts'
import { checkGivable } from './check-givable.ts'
import { checkReplaceable } from './check-replaceable.ts'
import { insertMember } from './queries.ts'
import type { TeamRole } from './roles.ts'
import { voidInvitations } from './void-invitations.ts'

/**
 * Gives a member another role.
 *
 * @throws {NotFound} `MEMBER_NOT_FOUND`
 * @throws {Forbidden} `ROLE_EXCEEDS_YOURS`, `PRODUCTION_APPLICATION_ONLY`
 * @throws {Conflict} `LAST_OWNER`, `INSTALLATION_OWNER`
 */
export function changeMemberRole(ctx: TeamChangeContext, target: MemberTarget, role: TeamRole): Promise<void> {
  const changing = { actor: target.actor, scope: 'update:team' } as const
  return changeTeam(ctx, { ...target, ...changing }, async (place, before) => {
    await checkGivable(place, changing, role)
    if (before.role === role) return undefined
    await checkReplaceable(place, before)
    await insertMember(place, { userId: before.userId, role, now: ctx.clock() })
    await voidInvitations(ctx, place, { userId: before.userId, role })
    return { type: 'team.member_updated', data: { role, previous_role: before.role } }
  })
}
