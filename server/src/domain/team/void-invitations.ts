import type { Context } from '#platform/context'
import { subjectOf } from '#platform/ids'
import { revokeInvitationsBy } from '#domain/invitations'
import type { TeamPlace } from './open-team.ts'
import { scopesOf, TEAM_ROLES, type TeamRole } from './roles.ts'

/** Revokes what a member has invited to and could not give with their present role (ATO-15). */
export async function voidInvitations(
  ctx: Pick<Context, 'clock'>,
  { db, businessId: id }: TeamPlace,
  { userId, role }: { readonly userId: string; readonly role: TeamRole | undefined },
): Promise<void> {
  const held = role === undefined ? new Set<string>() : scopesOf(role)
  const kept = held.has('create:team')
    ? TEAM_ROLES.filter((one) => [...scopesOf(one)].every((scope) => held.has(scope)))
    : []
  const lost = { target: { kind: 'team', id }, inviter: subjectOf(userId), kept, now: ctx.clock() } as const
  await revokeInvitationsBy(db, lost)
}
