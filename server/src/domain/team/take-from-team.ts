import { type TeamChangeContext, type MemberTarget, changeTeam } from './change-team.ts'
import { checkReplaceable } from './check-replaceable.ts'
import { removeMember } from './queries.ts'
import { voidInvitations } from './void-invitations.ts'

/**
 * Takes a member from the team. Their account stays; it may be on other teams.
 *
 * @throws as `changeMemberRole`
 */
export function takeFromTeam(ctx: TeamChangeContext, target: MemberTarget): Promise<void> {
  return changeTeam(ctx, { ...target, scope: 'delete:team' }, async (place, before) => {
    await checkReplaceable(place, before)
    await removeMember(place, before.userId)
    await voidInvitations(ctx, place, { userId: before.userId, role: undefined })
    return { type: 'team.member_removed', data: { previous_role: before.role } }
  })
}
