import type { Context } from '#platform/context'
import { isSmsAvailable } from '#platform/sms'
import type { Application } from '#domain/applications'
import { organizationMethods, type MethodSettings } from '#domain/connections'
import { findOrganizationProfile } from '#domain/organizations'
import type { AuthorizationRequest } from './flow.ts'

/**
 * Returns the methods that hold for a request: those of the organization that it names, where that has a set of its own,
 * else those of the application. Phone is left out while no text message would arrive.
 */
export async function readMethods(
  ctx: Pick<Context, 'db' | 'environment'>,
  { settings: { values } }: Pick<Application, 'settings'>,
  { further }: Pick<AuthorizationRequest, 'further'>,
): Promise<MethodSettings> {
  const code = further['org_code']
  const organization = code ? await findOrganizationProfile(ctx.db, code) : undefined
  const { emailMethod, signInIdentities } = (organization && organizationMethods(organization)) ?? values
  if (!signInIdentities.includes('phone') || isSmsAvailable(ctx, 'sign_in')) return { emailMethod, signInIdentities }
  return { emailMethod, signInIdentities: signInIdentities.filter((kind) => kind !== 'phone') }
}
