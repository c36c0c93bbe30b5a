import type { Context } from '#platform/context'
import { Forbidden } from '#platform/errors'
import { hexOf, subjectOf } from '#platform/ids'
import { MANAGEMENT_SCOPES } from '#domain/applications'
import { listEstates, type Estate } from '#domain/environments'
import type { ConsoleSession } from './console-session.ts'

/**
 * Returns what the console's page has to know of the person who is signed in, and what they may open.
 *
 * @throws {Forbidden} `NOT_ON_A_TEAM`
 */
export async function describeSession(ctx: Context, { session, person }: ConsoleSession): Promise<object> {
  if (person.installationRole !== 'owner') {
    throw new Forbidden(
      'NOT_ON_A_TEAM',
      'This account is on no team of a business here. Ask an owner for an invitation.',
    )
  }
  const estates = await listEstates(ctx)
  return {
    person: {
      id: subjectOf(session.userId),
      given_name: person.givenName ?? null,
      family_name: person.familyName ?? null,
      email: person.email ?? null,
      picture: person.picture ?? null,
    },
    signed_in_at: session.authenticatedAt.toISOString(),
    is_installation_owner: true,
    installation_environment_id: hexOf(ctx.environment.id),
    businesses: estates.map((one) => ({ ...businessOf(one), role: 'owner' })),
    scopes: { owner: MANAGEMENT_SCOPES },
  }
}

function businessOf({ code, name, environments }: Estate) {
  return {
    code,
    name,
    environments: environments.map((one) => ({
      id: hexOf(one.id),
      code: one.code,
      name: one.name,
      is_production: one.isProduction,
      is_live: one.isLive,
      origin: one.origin,
    })),
  }
}
