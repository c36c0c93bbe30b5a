import type { Context } from '#platform/context'
import type { Application } from '#domain/applications'
import { type ClientTokenRequest, readFlags, readSelectedProperties } from '#domain/claims'

export async function clientClaimsRequest(
  ctx: Pick<Context, 'db' | 'cache' | 'environment'>,
  application: Application,
): Promise<ClientTokenRequest> {
  const { organizationCode } = application
  const settings = application.settings.values
  const [flags, { m2m: properties }] = await Promise.all([
    settings.m2mTokenClaims.includes('feature_flags') ? readFlags(ctx) : undefined,
    readSelectedProperties(ctx, application),
  ])
  return { kind: 'm2m', organizationCode, settings, flags, properties }
}
