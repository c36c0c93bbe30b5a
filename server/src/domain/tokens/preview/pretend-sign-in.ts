import type { Context } from '#platform/context'
import { InvalidInput } from '#platform/errors'
import type { Application } from '#domain/applications'
import { findSubject, isStillMember, propertyIdsOf, type Authority, type Subject, type TokenKind } from '#domain/claims'
import { findOrganizationByCode, noSuchOrganization } from '#domain/organizations'
import { authorizationsFor, isManagementAudience, userScopes } from '#domain/resource-servers'
import { noSuchUser } from '#domain/users'
import { readDefinitions, type Minting } from '../minting.ts'
import { scopesOfGrant } from '../scopes-of-grant.ts'
import { withPresentAudiences } from '../with-present-audiences.ts'

export type PreviewContext = Pick<Context, 'db' | 'cache' | 'clock' | 'sealer' | 'environment' | 'issuer'>

const OIDC_SCOPES = ['openid', 'profile', 'email', 'phone', 'address', 'offline']

/** The token to preview: its user, organization, scopes and audiences. */
export interface PreviewRequest {
  readonly applicationId: string
  readonly kind: TokenKind
  readonly userId: string | undefined
  readonly organizationCode: string | undefined
  readonly scopes: readonly string[]
  readonly audiences: readonly string[]
}

interface Found {
  readonly subject: Subject
  readonly authority: Authority
}

export async function getSubject(
  { db, environment }: PreviewContext,
  application: Application,
  { userId, organizationCode, audiences }: PreviewRequest,
): Promise<Found> {
  if (userId === undefined) throw new InvalidInput('USER_REQUIRED', 'Say which user: user_id.')
  const organization =
    organizationCode === undefined ? undefined : await findOrganizationByCode(db, environment.id, organizationCode)
  if (organizationCode !== undefined && !organization) throw noSuchOrganization()
  const propertyIds = propertyIdsOf(application)
  const key = { userId, organizationId: organization?.id, audiences, propertyIds }
  const found = await findSubject(db, environment.id, key)
  if (!found) throw noSuchUser()
  if (isStillMember(found.subject)) return found
  throw new InvalidInput('NOT_A_MEMBER', 'The user is no member of this organization.')
}

/** Returns the input of minting as if the user had just signed in. */
export async function pretendSignIn(
  ctx: PreviewContext,
  application: Application,
  { request, subject, authority }: Found & { readonly request: PreviewRequest },
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
  const minting: Minting = {
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
