import type { Context } from '#platform/context'
import { Forbidden } from '#platform/errors'
import { hexOf, subjectOf } from '#platform/ids'
import type { Estate } from '#domain/environments'
import { scopesOf } from '#domain/team'
import { listParts } from './access.ts'
import type { ConsoleSession } from './console-session.ts'

/**
 * Returns what the console's page has to know of the person who is signed in, and what they may open.
 *
 * @throws {Forbidden} `NOT_ON_A_TEAM`
 */
export async function describeSession(ctx: Context, { session, person }: ConsoleSession): Promise<object> {
  const parts = await listParts(ctx, person)
  const isInstallationOwner = person.installationRole === 'owner'
  if (parts.length === 0 && !isInstallationOwner) {
    throw new Forbidden('NOT_ON_A_TEAM', 'This account is on no team of a business. Ask an owner for an invitation.')
  }
  const roles = new Set(isInstallationOwner ? ['owner' as const] : parts.map(({ role }) => role))
  const seesInstallation = roles.has('owner')
  return {
    person: {
      id: subjectOf(session.userId),
      given_name: person.givenName ?? null,
      family_name: person.familyName ?? null,
      email: person.email ?? null,
      picture: person.picture ?? null,
    },
    signed_in_at: session.authenticatedAt.toISOString(),
    is_installation_owner: isInstallationOwner,
    ...(seesInstallation ? { installation_environment_id: hexOf(ctx.environment.id) } : {}),
    businesses: parts.map(({ estate, role }) => ({ ...businessOf(estate), role })),
    scopes: Object.fromEntries([...roles].map((role) => [role, [...scopesOf(role)]])),
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
