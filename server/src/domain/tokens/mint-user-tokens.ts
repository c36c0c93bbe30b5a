import { addSeconds, secondsOf } from '#platform/clock'
import { atHash } from '#platform/crypto'
import { newId } from '#platform/ids'
import { clientIdOf, type Application } from '#domain/applications'
import { claimsFor, valuesOf } from '#domain/claims'
import { signJwt, type KeyRing } from '#domain/signing-keys'
import type { GrantSnapshot } from './views.ts'
import type { PresentGrant } from './with-present-audiences.ts'

export interface IssuedTokens {
  readonly accessToken: string
  /** Seconds that the access token still lives. */
  readonly expiresInSeconds: number
  readonly idToken?: string | undefined
  readonly refreshToken?: string | undefined
  readonly scopes: readonly string[]
}

export interface Minting {
  readonly ring: KeyRing
  readonly issuer: string
  readonly application: Application
  readonly snapshot: PresentGrant<GrantSnapshot>
  readonly scopes: readonly string[]
  readonly now: Date
}

/** A signed access token of a user (RFC 9068 in content; `typ` stays `JWT` unless its APIs want `at+jwt`: AS-41). */
export async function mintAccessToken(minting: Minting): Promise<{ jwt: string; jti: string; expiresAt: Date }> {
  const { application, snapshot, scopes, now, issuer } = minting
  const settings = application.settings.values
  const jti = newId()
  const expiresAt = addSeconds(now, settings.accessTokenLifetimeSeconds)
  const claims = {
    ...valuesOf(claimsFor({ subject: snapshot.subject, scopes, settings, kind: 'access' })),
    iss: issuer,
    aud: snapshot.audiences,
    azp: clientIdOf(application.id),
    client_id: clientIdOf(application.id),
    iat: secondsOf(now),
    exp: secondsOf(expiresAt),
    jti,
    auth_time: secondsOf(snapshot.authenticatedAt),
    amr: snapshot.amr,
    scope: scopes.join(' '),
    scp: scopes,
  }
  const jwt = await signJwt(minting.ring, claims, snapshot.tokenTyp)
  return { jwt, jti, expiresAt }
}

/** A signed ID token (OIDC Core section 2). `nonce` only when it was sent. */
export async function mintIdToken(minting: Minting, accessToken: string, nonce: string | undefined): Promise<string> {
  const { application, snapshot, scopes, now, issuer } = minting
  const { subject, requestedClaims } = snapshot
  const settings = application.settings.values
  const clientId = clientIdOf(application.id)
  return signJwt(minting.ring, {
    ...valuesOf(claimsFor({ subject, scopes, settings, kind: 'id', requested: requestedClaims.idToken })),
    iss: issuer,
    aud: [clientId],
    azp: clientId,
    iat: secondsOf(now),
    exp: secondsOf(addSeconds(now, settings.idTokenLifetimeSeconds)),
    jti: newId(),
    auth_time: secondsOf(snapshot.authenticatedAt),
    amr: snapshot.amr,
    at_hash: atHash(accessToken),
    ...(nonce === undefined ? {} : { nonce }),
  })
}
