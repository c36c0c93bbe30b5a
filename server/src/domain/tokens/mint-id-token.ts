import { newId } from '#platform/ids'
import { claimsFor, valuesOf } from '#domain/claims'
import { signJwt } from '#domain/signing-keys'
import { claimsRequestFor, idProtocolClaims, type MintRequest } from './minting.ts'

/** A signed ID token (OIDC Core section 2). `nonce` only when it was sent. */
export async function mintIdToken(
  minting: MintRequest,
  accessToken: string,
  nonce: string | undefined,
): Promise<string> {
  return signJwt(minting.ring, {
    ...valuesOf(claimsFor(claimsRequestFor(minting, 'id'))),
    ...idProtocolClaims(minting, { jti: newId(), accessToken }),
    ...(nonce === undefined ? {} : { nonce }),
  })
}
