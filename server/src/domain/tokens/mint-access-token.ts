import { addSeconds } from '#platform/clock'
import { newId } from '#platform/ids'
import { claimsFor, valuesOf } from '#domain/claims'
import { signJwt } from '#domain/signing-keys'
import { accessProtocolClaims, claimsRequestFor, type MintRequest } from './minting.ts'

export interface IssuedTokens {
  readonly accessToken: string
  /** Seconds that the access token still lives. */
  readonly expiresInSeconds: number
  readonly idToken?: string | undefined
  readonly refreshToken?: string | undefined
  readonly scopes: readonly string[]
}

/** A signed access token of a user (RFC 9068 in content; `typ` stays `JWT` unless its APIs want `at+jwt`: AS-41). */
export async function mintAccessToken(minting: MintRequest): Promise<{ jwt: string; jti: string; expiresAt: Date }> {
  const { application, now, ring, snapshot } = minting
  const jti = newId()
  const expiresAt = addSeconds(now, application.settings.values.accessTokenLifetimeSeconds)
  const said = valuesOf(claimsFor(claimsRequestFor(minting, 'access')))
  const jwt = await signJwt(ring, { ...said, ...accessProtocolClaims(minting, { jti, expiresAt }) }, snapshot.tokenTyp)
  return { jwt, jti, expiresAt }
}
