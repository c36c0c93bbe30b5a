import { addSeconds } from '#platform/clock'
import { InvalidInput } from '#platform/errors'
import { newId } from '#platform/ids'
import { clientIdOf, noSuchApplication, readApplication, type Application } from '#domain/applications'
import {
  draftCustomization,
  explainClaims,
  isClaim,
  tokenKindsOf,
  type ClaimDecision,
  type Omission,
} from '#domain/claims'
import { authorizationsFor, scopesOf, tokenTypOf } from '#domain/resource-servers'
import { accessProtocolClaims, claimsRequestFor, idProtocolClaims, readDefinitions } from '../minting.ts'
import { clientProtocolClaims } from '../mint-client-token.ts'
import { clientClaimsRequest } from '../client-claims-request.ts'
import { omittedProperties } from './omitted-properties.ts'
import { audienceNotAuthorized, pretendSignIn } from './pretend-sign-in.ts'
import { type PreviewRequest, type PreviewContext, getSubject } from './get-subject.ts'
import { sizeOfJwt, warningsFor, type SizeWarning } from './size.ts'

export interface ExplainedClaim {
  readonly name: string
  readonly value: unknown
  readonly origin: string
  readonly parts?: Readonly<Record<string, string>>
}

export interface TokenPreview {
  readonly claims: readonly ExplainedClaim[]
  readonly missing: readonly Omission[]
  readonly bytes: number
  readonly warnings: readonly SizeWarning[]
}

/**
 * Returns the content that a token would have at this moment, each claim with its origin, and each omitted claim with
 * the reason (P7-22). The code that makes tokens makes it, but nothing is signed or stored: the result is not a token.
 * A draft of the token customization takes the place of the saved one, and is not saved.
 *
 * @throws {NotFound} `APPLICATION_NOT_FOUND`, `USER_NOT_FOUND`, `ORGANIZATION_NOT_FOUND`
 * @throws {InvalidInput} `TOKEN_KIND_NOT_SUPPORTED`, `USER_REQUIRED`, `NOT_A_MEMBER`, `AUDIENCE_NOT_AUTHORIZED`
 * @throws those of `draftCustomization`
 */
export async function previewToken(ctx: PreviewContext, request: PreviewRequest): Promise<TokenPreview> {
  const saved = await readApplication(ctx, clientIdOf(request.applicationId))
  if (!saved) throw noSuchApplication()
  if (!tokenKindsOf(saved.type).includes(request.kind)) {
    throw new InvalidInput('TOKEN_KIND_NOT_SUPPORTED', 'Applications of this type get no tokens of this kind.')
  }
  const application = await draftCustomization(ctx, saved, request)
  return request.kind === 'm2m'
    ? previewClientToken(ctx, application, request)
    : explainUserToken(ctx, application, { ...request, kind: request.kind })
}

async function previewClientToken(
  ctx: PreviewContext,
  application: Application,
  { audiences, kind }: PreviewRequest,
): Promise<TokenPreview> {
  const authorizations = await authorizationsFor(ctx, application, audiences)
  if (!authorizations) throw audienceNotAuthorized()
  const said = explainClaims(await clientClaimsRequest(ctx, application))
  const now = ctx.clock()
  const expiresAt = addSeconds(now, application.settings.values.accessTokenLifetimeSeconds)
  const scopes = scopesOf(authorizations)
  const protocol = clientProtocolClaims(ctx, { application, audiences, scopes, now, expiresAt, jti: newId() })
  const { ring } = await readDefinitions(ctx, application)
  const omitted = await omittedProperties(ctx, application, { kind, authority: undefined })
  const header = { alg: 'RS256', kid: ring.current.kid, typ: tokenTypOf(authorizations) }
  return assemble({ said, protocol, header, omitted, parts: {} })
}

/**
 * Returns the content that a token of a user would have, for an application that the caller has read.
 *
 * @throws as `previewToken`
 */
export async function explainUserToken(
  ctx: PreviewContext,
  application: Application,
  request: Omit<PreviewRequest, 'applicationId' | 'draft'> & { readonly kind: 'access' | 'id' },
): Promise<TokenPreview> {
  const { kind } = request
  const found = await getSubject(ctx, application, request)
  const { minting, scopeParts, scopeOmissions } = await pretendSignIn(ctx, application, { request, ...found })
  const said = explainClaims(claimsRequestFor(minting, kind))
  const { now } = minting
  const expiresAt = addSeconds(now, application.settings.values.accessTokenLifetimeSeconds)
  const protocol =
    kind === 'access'
      ? accessProtocolClaims(minting, { jti: newId(), expiresAt })
      : idProtocolClaims(minting, { jti: newId(), accessToken: '' })
  const omitted = await omittedProperties(ctx, application, { kind, authority: found.authority })
  const typ = kind === 'access' ? minting.snapshot.tokenTyp : 'JWT'
  const header = { alg: 'RS256', kid: minting.ring.current.kid, typ }
  return assemble({ said, protocol, header, omitted: [...scopeOmissions, ...omitted], parts: { scp: scopeParts } })
}

interface Assembly {
  readonly said: readonly ClaimDecision[]
  readonly protocol: Readonly<Record<string, unknown>>
  readonly header: object
  readonly omitted: readonly Omission[]
  /** The origin of each part, for protocol claims whose parts differ in origin. */
  readonly parts: Readonly<Record<string, Readonly<Record<string, string>>>>
}

function assemble({ said, protocol, header, omitted, parts }: Assembly): TokenPreview {
  const claims: ExplainedClaim[] = [
    ...said.filter(isClaim),
    ...Object.entries(protocol).map(([name, value]) => {
      const own = parts[name]
      return { name, value, origin: 'protocol', ...(own ? { parts: own } : {}) }
    }),
  ]
  const payload = Object.fromEntries(claims.map(({ name, value }) => [name, value]))
  const bytes = sizeOfJwt(header, payload)
  const missing = [...said.flatMap((one) => (isClaim(one) ? [] : [one])), ...omitted]
  return { claims, missing, bytes, warnings: warningsFor(bytes) }
}
