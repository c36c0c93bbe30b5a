import { Conflict } from '#platform/errors'
import type { TeamPlace } from './open-team.ts'
import { hasOtherOwner } from './queries.ts'
import type { TeamMember } from './views.ts'

/** Keeps the last owner of a business. An owner of the installation is one of every business, whatever a row says. */
export async function checkReplaceable(
  place: TeamPlace,
  { userId, role, isInstallationOwner }: TeamMember,
): Promise<void> {
  if (role === 'owner' && !(await hasOtherOwner(place, userId))) {
    throw new Conflict('LAST_OWNER', 'A business keeps an owner. Make somebody else an owner first.')
  }
  if (!isInstallationOwner) return
  throw new Conflict('INSTALLATION_OWNER', 'An owner of the installation is an owner of every business.')
}
