import type { Context } from '#platform/context'
import { Forbidden } from '#platform/errors'
import type { Actor } from '#platform/http'
import { userIdFromSubject } from '#platform/ids'
import type { TeamPlace } from './open-team.ts'
import { roleNow } from './role-now.ts'
import { scopesOf, type TeamRole } from './roles.ts'

/** A caller with the scope that lets them change the team. */
export interface TeamCaller {
  readonly actor: Actor
  readonly scope: 'create:team' | 'update:team' | 'delete:team'
}

/**
 * Requires that a caller may do everything that a role allows, so that nobody gains by a role that they give or take
 * (ATO-24). Reads a person's own role again: it may have changed since the request began. Needs `lockTeam`.
 *
 * @throws {Forbidden} `ROLE_EXCEEDS_YOURS`, `INSUFFICIENT_SCOPE`
 */
export async function checkGivable(place: TeamPlace, { actor, scope }: TeamCaller, role: TeamRole): Promise<void> {
  const held = await scopesNow(place, actor)
  if (!held.has(scope)) throw new Forbidden('INSUFFICIENT_SCOPE', `The scope ${scope} is required.`)
  if ([...scopesOf(role)].every((scope) => held.has(scope))) return
  throw new Forbidden('ROLE_EXCEEDS_YOURS', `The role ${role} allows more than you may yourself.`)
}

async function scopesNow(place: TeamPlace, actor: Actor): Promise<ReadonlySet<string>> {
  if (actor.type === 'application') return actor.scopes
  const userId = userIdFromSubject(actor.id)
  const role = userId === undefined ? undefined : await roleNow(place, userId)
  return role === undefined ? new Set() : scopesOf(role)
}

/**
 * Requires an application of production. The team reaches every environment of the business, and development must get no
 * way into production (docs/decisions/0068).
 *
 * @throws {Forbidden} `PRODUCTION_APPLICATION_ONLY`
 */
export function checkMayChangeTeam({ environment }: Pick<Context, 'environment'>, actor: Actor): void {
  if (actor.type === 'administrator' || environment.kind === 'production') return
  throw new Forbidden(
    'PRODUCTION_APPLICATION_ONLY',
    'The team reaches production, so only applications of the production environment change it.',
  )
}
