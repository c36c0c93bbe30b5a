import type { TeamPlace } from './open-team.ts'
import { findTeamRole } from './queries.ts'
import type { TeamRole } from './roles.ts'
import { isInstallationOwner } from './views.ts'

/** Returns the role that somebody has in this business at this moment; undefined without one. */
export async function roleNow(place: TeamPlace, userId: string): Promise<TeamRole | undefined> {
  if (await isInstallationOwner(place, userId)) return 'owner'
  const { db, businessId } = place
  return findTeamRole(db, { businessId, userId })
}
