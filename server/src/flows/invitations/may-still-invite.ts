import type { Context } from '#platform/context'
import { userIdFromSubject } from '#platform/ids'
import { findAdministrator } from '#domain/administrators'
import { readApplication } from '#domain/applications'
import { findEnvironmentById } from '#domain/environments'
import type { Inviter } from '#domain/invitations'
import { roleNow, scopesOf, type TeamPlace, type TeamRole } from '#domain/team'

/** Returns whether an inviter could give this role at this moment: otherwise the invitation is void (ATO-15). */
export async function mayStillInvite(
  ctx: Pick<Context, 'database' | 'cache'>,
  place: TeamPlace,
  { inviter, role }: { readonly inviter: Inviter; readonly role: TeamRole },
): Promise<boolean> {
  const held = inviter.type === 'administrator' ? await heldBy(place, inviter.id) : await heldByClient(ctx, inviter)
  return held.has('create:team') && [...scopesOf(role)].every((scope) => held.has(scope))
}

const NOTHING: ReadonlySet<string> = new Set()

async function heldBy(place: TeamPlace, subject: string): Promise<ReadonlySet<string>> {
  const userId = userIdFromSubject(subject) ?? ''
  // A suspended person is not found.
  const person = await findAdministrator(place.db, userId)
  const role = person && (await roleNow(place, userId))
  return role === undefined ? NOTHING : scopesOf(role)
}

async function heldByClient(
  ctx: Pick<Context, 'database' | 'cache'>,
  { id, environmentId = '' }: Inviter,
): Promise<ReadonlySet<string>> {
  const environment = await findEnvironmentById(ctx, environmentId)
  if (!environment) return NOTHING
  const db = ctx.database.environment(environment.id, environment.businessId)
  const application = await readApplication({ ...ctx, db, environment }, id)
  return new Set(application?.managementScopes)
}
