import { InvalidInput } from '#platform/errors'
import type { Application } from '#domain/applications'
import { authorizationsFor, isManagementAudience, userScopes } from '#domain/resource-servers'
import { readDefinitions, type MintRequest } from '../minting.ts'
import { scopesOfGrant } from '../scopes-of-grant.ts'
import { withPresentAudiences } from '../with-present-audiences.ts'
import type { PreviewSubject, PreviewContext, PreviewRequest } from './get-subject.ts'

const OIDC_SCOPES = ['openid', 'profile', 'email', 'phone', 'address', 'offline']

/** Returns the input of minting as if the user had just signed in. */
export async function pretendSignIn(
  ctx: PreviewContext,
  application: Application,
  {
    request,
    subject,
    authority,
  }: PreviewSubject & { readonly request: Omit<PreviewRequest, 'applicationId' | 'draft'> },
) {
  const { audiences } = request
  if (audiences.some((audience) => isManagementAudience(ctx, audience))) {
    throw audienceNotAuthorized('Tokens of users are never for the Management API.')
  }
  if (!(await authorizationsFor(ctx, application, audiences))) throw audienceNotAuthorized()
  const applicationId = application.id
  const { known } = await userScopes(ctx, { applicationId, audiences, held: [] })
  const named = request.scopes.filter((scope) => known.includes(scope))
  const namedApiScopes = named.length === 0 ? undefined : named
  const now = ctx.clock()
  const snapshot = await withPresentAudiences(ctx, {
    grantId: '',
    sessionId: null,
    applicationId,
    scopes: OIDC_SCOPES.filter((scope) => request.scopes.includes(scope)),
    audiences,
    requestedClaims: { idToken: [], userinfo: [] },
    amr: [],
    authenticatedAt: now,
    grantedAt: now,
    isRevoked: false,
    subject,
    authority,
    namedApiScopes,
  })
  const scopes = await scopesOfGrant(ctx, snapshot)
  const minting: MintRequest = {
    ...(await readDefinitions(ctx, application)),
    ...{ issuer: ctx.issuer, application, snapshot, scopes, now },
  }
  const waysTo = (key: string) =>
    authority.apiScopes.filter((one) => one.key === key).map(({ role }) => (role ? `role ${role}` : 'given directly'))
  const scopeParts = Object.fromEntries(
    scopes.all.map((key) => [key, scopes.ofApis.includes(key) ? waysTo(key).join(', ') : 'asked for']),
  )
  const scopeOmissions = known
    .filter((key) => !scopes.ofApis.includes(key))
    .map((key) => ({ name: `scp.${key}`, reason: whyNoScope(key, { namedApiScopes, isHeld: waysTo(key).length > 0 }) }))
  return { minting, scopeParts, scopeOmissions }
}

function whyNoScope(
  key: string,
  { namedApiScopes, isHeld }: { namedApiScopes: readonly string[] | undefined; isHeld: boolean },
): string {
  if (namedApiScopes && !namedApiScopes.includes(key)) return 'other scopes of the API were named, and not this one'
  if (!isHeld) return 'the user does not have it in this organization'
  return 'other scopes were selected for the application, or another of these APIs has this scope and not for the user'
}

export function audienceNotAuthorized(message = 'The application is not authorised for this audience.'): InvalidInput {
  return new InvalidInput('AUDIENCE_NOT_AUTHORIZED', message)
}
