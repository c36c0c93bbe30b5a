import type { Passkey } from './passkey.ts'
import type { RelyingParty } from './relying-party.ts'

/** The public-key algorithms that are accepted (COSE): Ed25519, ECDSA and RSA. */
export const ALGORITHMS = [-8, -7, -257]

interface PasskeyRequest {
  readonly relyingParty: RelyingParty
  readonly challenge: string
  /** The passkeys of a person who is known; none for everybody who is not, so that the options reveal nothing (ATO-10). */
  readonly allowed: readonly Pick<Passkey, 'credentialId' | 'transports'>[]
  /** Whether the passkey is the only proof, so that the authenticator must verify the person. */
  readonly isOnlyProof: boolean
}

/** Returns the options with which a browser asks for a passkey, in the JSON form of WebAuthn level 3. */
export function requestOptions({ relyingParty, challenge, allowed, isOnlyProof }: PasskeyRequest) {
  return {
    challenge,
    rpId: relyingParty.id,
    userVerification: isOnlyProof ? 'required' : 'preferred',
    allowCredentials: allowed.map(descriptorOf),
  }
}

interface RegistrationRequest {
  readonly relyingParty: RelyingParty
  readonly challenge: string
  /** The name of the account inside the authenticator, in base64url. */
  readonly userHandle: string
  /** The address or name that the authenticator shows. */
  readonly accountName: string
  readonly business: string
  /** The passkeys that the account has here; an authenticator makes no second one. */
  readonly existing: readonly Pick<Passkey, 'credentialId' | 'transports'>[]
}

/**
 * Returns the options with which a browser registers a passkey. It must be discoverable and verify the person, because
 * it may become the only step of a sign-in. No attestation is asked for.
 */
export function registrationOptions(asked: RegistrationRequest) {
  const { relyingParty, challenge, userHandle, accountName, business, existing } = asked
  return {
    rp: { id: relyingParty.id, name: business },
    user: { id: userHandle, name: accountName, displayName: accountName },
    challenge,
    pubKeyCredParams: ALGORITHMS.map((alg) => ({ type: 'public-key', alg })),
    attestation: 'none',
    timeout: 300_000,
    authenticatorSelection: { residentKey: 'required', requireResidentKey: true, userVerification: 'required' },
    excludeCredentials: existing.map(descriptorOf),
  }
}

function descriptorOf({ credentialId, transports }: Pick<Passkey, 'credentialId' | 'transports'>) {
  return { id: credentialId.toString('base64url'), type: 'public-key', transports }
}
