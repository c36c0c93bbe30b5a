import { addSeconds, secondsOf } from '#platform/clock'
import type { Context } from '#platform/context'
import { atHash } from '#platform/crypto'
import { hexOf, newId } from '#platform/ids'
import { clientIdOf, type Application } from '#domain/applications'
import {
  claimsFor,
  readFlags,
  readSelectedProperties,
  valuesOf,
  type FlagDefinition,
  type SelectedProperties,
} from '#domain/claims'
import { readKeyRing, signJwt, type KeyRing } from '#domain/signing-keys'
import type { TokenScopes } from './scopes-of-grant.ts'
import type { TokenSnapshot } from './views.ts'
import type { PresentGrant } from './with-present-audiences.ts'

export interface IssuedTokens {
  readonly accessToken: string
  /** Seconds that the access token still lives. */
  readonly expiresInSeconds: number
  readonly idToken?: string | undefined
  readonly refreshToken?: string | undefined
  readonly scopes: readonly string[]
}

/** What is the same for every user: read from memory, at most a second old. */
export interface Definitions {
  readonly ring: KeyRing
  readonly flags: readonly FlagDefinition[]
  readonly properties: SelectedProperties
}

export interface Minting extends Definitions {
  readonly issuer: string
  readonly application: Application
  readonly snapshot: PresentGrant<TokenSnapshot>
  readonly scopes: TokenScopes
  readonly now: Date
}

export async function readDefinitions(
  ctx: Pick<Context, 'db' | 'cache' | 'clock' | 'sealer' | 'environment'>,
  application: Application,
): Promise<Definitions> {
  const [ring, flags, properties] = await Promise.all([
    readKeyRing(ctx),
    readFlags(ctx),
    readSelectedProperties(ctx, application),
  ])
  return { ring, flags, properties }
}

/** A signed access token of a user (RFC 9068 in content; `typ` stays `JWT` unless its APIs want `at+jwt`: AS-41). */
export async function mintAccessToken(minting: Minting): Promise<{ jwt: string; jti: string; expiresAt: Date }> {
  const { application, snapshot, scopes, now } = minting
  const jti = newId()
  const expiresAt = addSeconds(now, application.settings.values.accessTokenLifetimeSeconds)
  const claims = {
    ...valuesOf(claimsFor(requestFor(minting, 'access'))),
    iss: minting.issuer,
    aud: snapshot.audiences,
    azp: clientIdOf(application.id),
    client_id: clientIdOf(application.id),
    iat: secondsOf(now),
    exp: secondsOf(expiresAt),
    jti,
    auth_time: secondsOf(snapshot.authenticatedAt),
    amr: snapshot.amr,
    scope: scopes.all.join(' '),
    scp: scopes.all,
  }
  const jwt = await signJwt(minting.ring, claims, snapshot.tokenTyp)
  return { jwt, jti, expiresAt }
}

/** A signed ID token (OIDC Core section 2). `nonce` only when it was sent. */
export async function mintIdToken(minting: Minting, accessToken: string, nonce: string | undefined): Promise<string> {
  const { application, snapshot, now, issuer } = minting
  const clientId = clientIdOf(application.id)
  return signJwt(minting.ring, {
    ...valuesOf(claimsFor(requestFor(minting, 'id'))),
    iss: issuer,
    aud: [clientId],
    azp: clientId,
    iat: secondsOf(now),
    exp: secondsOf(addSeconds(now, application.settings.values.idTokenLifetimeSeconds)),
    jti: newId(),
    auth_time: secondsOf(snapshot.authenticatedAt),
    amr: snapshot.amr,
    at_hash: atHash(accessToken),
    ...(nonce === undefined ? {} : { nonce }),
    ...sessionClaim(application, snapshot.sessionId),
  })
}

// Only for who will be told of its end, so that ID tokens of all others stay as they are (Back-Channel Logout section 2.1).
function sessionClaim({ backchannelLogoutUri }: Application, sessionId: string | null): { sid?: string } {
  return backchannelLogoutUri === undefined || sessionId === null ? {} : { sid: hexOf(sessionId) }
}

function requestFor({ application, snapshot, scopes, flags, properties }: Minting, kind: 'access' | 'id') {
  return {
    kind,
    subject: snapshot.subject,
    authority: snapshot.authority,
    scopes: scopes.all,
    apiScopes: scopes.ofApis,
    settings: application.settings.values,
    flags,
    properties: properties[kind],
    requested: kind === 'id' ? snapshot.requestedClaims.idToken : [],
  }
}
