import { secondsOf } from '#platform/clock'
import type { Context } from '#platform/context'
import { deriveKey, digestOf, newToken, openUnder, sealUnder } from '#platform/crypto'
import { mayEnter, requiredRoles, type Application } from '#domain/applications'
import { isStillMember, NO_AUTHORITY, propertyIdsOf } from '#domain/claims'
import { keepSessionActive } from '#domain/sessions'
import { isKeyPublished, readKeyRing, verifyJwt } from '#domain/signing-keys'
import { mintAccessToken, type IssuedTokens } from './mint-access-token.ts'
import { mintIdToken } from './mint-id-token.ts'
import { readDefinitions, type MintRequest } from './minting.ts'
import { insertAccessToken, replaceRefreshToken, type NewAccessToken } from './queries.ts'
import { refreshRow } from './refresh-row.ts'
import { refuseReuse } from './refuse-reuse.ts'
import { scopesOfGrant, type TokenScopes } from './scopes-of-grant.ts'
import {
  findRefreshToken,
  findRefreshTokenWithAuthority,
  type EmpoweredRefreshToken,
  type StoredRefreshToken,
} from './views.ts'
import { withPresentAudiences, type PresentGrant } from './with-present-audiences.ts'

type Dependencies = Pick<Context, 'db' | 'cache' | 'clock' | 'sealer' | 'environment' | 'issuer'>

export interface RefreshRequest {
  readonly application: Application
  readonly refreshToken: string
  /** These may narrow the granted scopes, never widen them (RFC 6749 section 6). */
  readonly scopes: readonly string[] | undefined
  /** The only APIs of the new access token, among the granted ones (RFC 8707 section 2.2). */
  readonly resources?: readonly string[]
}

/** `again` is the access token that was found fit to be returned again; undefined where that is still to be decided. */
type StoredToken = EmpoweredRefreshToken & { readonly again?: RepeatedToken }

type StoredGrant = PresentGrant<StoredToken>

type RepeatedToken = Pick<AccessToken, 'jwt' | 'expiresAt'>

const SUCCESSOR_PURPOSE = 'refresh_tokens.successor_sealed'
/** A token about to expire is not returned again: a client that refreshes shortly before expiry would spin. */
const LEAST_REMAINING_SECONDS = 60

/**
 * Rotates a refresh token; undefined whatever the reason of a refusal is. For a short grace the old one returns the
 * same successor again, so that a lost answer or a parallel tab does not end the session. After that its use revokes
 * the whole grant, since one of the two was stolen (AS-29, RFC 9700 section 4.14.2).
 *
 * @throws {InvalidInput} `INVALID_TARGET`, `INVALID_SCOPE`
 */
export async function rotateRefreshToken(
  ctx: Dependencies,
  request: RefreshRequest,
): Promise<IssuedTokens | undefined> {
  const now = ctx.clock()
  const found = await findStored(ctx, request, now)
  if (!found || found.applicationId !== request.application.id || found.issuer !== ctx.issuer) return undefined
  if (!isHolding(found, now)) return undefined
  // A reused token is in the wrong hands, whatever else is wrong with the request.
  if (isReused(found, request.application, now)) return refuseReuse(ctx, found, 'refresh_token_reused')
  const stored = await withPresentAudiences(ctx, found, request.resources)
  // A user who may not sign in any more may not stay signed in either.
  if (!mayEnter(request.application, stored.authority.roles)) return undefined
  const scopes = await scopesOfGrant(ctx, stored, request.scopes)
  const minting = await mintingOf(ctx, request, { stored, scopes, now })
  if (stored.successorSealed)
    return giveAgain(ctx, minting, { ...request, stored, successorSealed: stored.successorSealed })
  const access = await currentOrNewAccessToken(ctx, minting, stored)
  const successor = newToken()
  const [idToken, isRotated] = await Promise.all([
    scopes.all.includes('openid') ? mintIdToken(minting, access.jwt, undefined) : undefined,
    replaceRefreshToken(ctx.db, {
      tokenId: stored.tokenId,
      now,
      successorSealed: sealUnder(deriveKey(request.refreshToken, SUCCESSOR_PURPOSE), SUCCESSOR_PURPOSE, successor),
      access: access.row,
      refresh: refreshRow(stored, request.application, { refreshToken: successor, now }),
    }),
    stored.session && keepSessionActive(ctx, { session: stored.session, application: request.application }),
  ])
  // A parallel request was faster: return its answer.
  if (!isRotated) return rotateRefreshToken(ctx, request)
  return answer(access, { now, idToken, refreshToken: successor, scopes: scopes.all })
}

/**
 * Reads the rights of the user only where something depends on them: not where the present access token can be returned
 * again and nothing else needs them. Once that was decided, `again` holds the token to return.
 */
async function findStored(
  ctx: Dependencies,
  { application, refreshToken, scopes }: RefreshRequest,
  now: Date,
): Promise<StoredToken | undefined> {
  const key = { digest: digestOf(refreshToken), now }
  const propertyIds = propertyIdsOf(application)
  if (propertyIds.length === 0 && scopes === undefined && requiredRoles(application) === undefined) {
    const alone = await findRefreshToken(ctx.db, key)
    if (!alone) return undefined
    const again = alone.audiences.length === 0 ? await presentAccessToken(ctx, alone, now) : undefined
    if (again) return { ...alone, authority: NO_AUTHORITY, namedApiScopes: undefined, again }
  }
  return findRefreshTokenWithAuthority(ctx.db, { key, propertyIds })
}

async function presentAccessToken(ctx: Dependencies, stored: StoredRefreshToken, now: Date) {
  const ring = await readKeyRing(ctx)
  return currentAccessToken(ctx, { ring, now, scopes: { all: stored.scopes, isWhole: true } }, stored)
}

function isHolding({ isRevoked, subject, expiresAt }: StoredRefreshToken, now: Date): boolean {
  return !isRevoked && !subject.isSuspended && expiresAt > now && isStillMember(subject)
}

// Where there is no grace, a request that began before another rotated the token is refused as well.
function isReused({ rotatedAt, successorSealed }: StoredRefreshToken, { settings }: Application, now: Date): boolean {
  if (!rotatedAt) return false
  const { refreshGraceSeconds: graceSeconds } = settings.values
  // The difference counts in both directions: a clock that was set back since must not prolong the grace (REL-09).
  const isInGrace = graceSeconds > 0 && Math.abs(now.getTime() - rotatedAt.getTime()) < graceSeconds * 1000
  return !isInGrace || !successorSealed
}

async function mintingOf(
  ctx: Dependencies,
  request: RefreshRequest,
  { stored, scopes, now }: { stored: StoredGrant; scopes: TokenScopes; now: Date },
): Promise<MintRequest> {
  const { application } = request
  const definitions = await readDefinitions(ctx, application)
  return { ...definitions, scopes, now, issuer: ctx.issuer, application, snapshot: stored }
}

interface AccessToken {
  readonly jwt: string
  readonly expiresAt: Date
  /** The row to write; undefined when it exists already. */
  readonly row: NewAccessToken | undefined
}

// The present access token is returned again until it expires, is revoked, or its claims are out of date (P3-6 to
// P3-8).
async function currentOrNewAccessToken(
  ctx: Dependencies,
  minting: MintRequest,
  stored: StoredGrant,
): Promise<AccessToken> {
  const known = stored.again ?? currentAccessToken(ctx, minting, stored)
  if (known) return { ...known, row: undefined }
  const { jwt, jti, expiresAt } = await mintAccessToken(minting)
  const row = {
    jti,
    grantId: stored.grantId,
    applicationId: stored.applicationId,
    audiences: stored.audiences,
    issuedAt: minting.now,
    expiresAt,
    claimsAsOf: stored.subject.claimsChangedAt,
    sealed: minting.scopes.isWhole ? ctx.sealer.seal(`access_tokens.sealed:${jti}`, jwt) : null,
  }
  return { jwt, expiresAt, row }
}

// Compares the claims it was built from, not its issue time: a change can commit later and still carry an earlier
// timestamp.
function currentAccessToken(
  ctx: Dependencies,
  { ring, scopes, now }: Pick<MintRequest, 'ring' | 'now'> & { readonly scopes: Pick<TokenScopes, 'all' | 'isWhole'> },
  { current, audiences, subject }: StoredRefreshToken,
): RepeatedToken | undefined {
  if (!current || !scopes.isWhole) return undefined
  const { jti, sealed, expiresAt } = current
  const remainingSeconds = (expiresAt.getTime() - now.getTime()) / 1000
  const isSame =
    current.audiences.join(' ') === audiences.join(' ') &&
    current.claimsAsOf.getTime() === subject.claimsChangedAt.getTime()
  if (!isSame || remainingSeconds <= LEAST_REMAINING_SECONDS) return undefined
  const jwt = ctx.sealer.open(`access_tokens.sealed:${jti}`, sealed)
  // Resource servers reject a token whose key was revoked in the meantime.
  if (!isKeyPublished(ring, jwt)) return undefined
  // A withdrawn scope is in no token any more, however it was withdrawn (AS-28).
  const isUnchanged = audiences.length === 0 || verifyJwt(ring, jwt)?.['scope'] === scopes.all.join(' ')
  return isUnchanged ? { jwt, expiresAt } : undefined
}

interface Repetition extends RefreshRequest {
  readonly stored: StoredGrant
  readonly successorSealed: Buffer
}

/** Within the grace, returns the same successor, with the present access token and a fresh ID token. */
async function giveAgain(
  ctx: Dependencies,
  minting: MintRequest,
  { refreshToken, stored, successorSealed }: Repetition,
): Promise<IssuedTokens> {
  const { now, scopes } = minting
  const successor = openUnder(deriveKey(refreshToken, SUCCESSOR_PURPOSE), SUCCESSOR_PURPOSE, successorSealed)
  const access = await currentOrNewAccessToken(ctx, minting, stored)
  if (access.row) await insertAccessToken(ctx.db, access.row)
  const idToken = scopes.all.includes('openid') ? await mintIdToken(minting, access.jwt, undefined) : undefined
  return answer(access, { now, idToken, refreshToken: successor, scopes: scopes.all })
}

function answer(
  access: AccessToken,
  rest: Pick<IssuedTokens, 'idToken' | 'refreshToken' | 'scopes'> & { now: Date },
): IssuedTokens {
  const { now, ...issued } = rest
  return { ...issued, accessToken: access.jwt, expiresInSeconds: secondsOf(access.expiresAt) - secondsOf(now) }
}
