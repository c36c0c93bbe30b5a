import { removeInvitationsTo } from '#domain/invitations'
import type { TeamPlace } from './open-team.ts'
import { removeMembers } from './queries.ts'

/** Ends the team of a business that is deleted, and every invitation to it. Runs in the caller's transaction. */
export async function endTeam(place: TeamPlace): Promise<void> {
  await removeMembers(place)
  await removeInvitationsTo(place.db, { kind: 'team', id: place.businessId })
}
