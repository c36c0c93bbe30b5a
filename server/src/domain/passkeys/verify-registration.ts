import { verifyRegistrationResponse } from '@simplewebauthn/server'
import { z } from 'zod'
import type { Context } from '#platform/context'
import { isChallengeLive, type ChallengeBinding } from './challenge.ts'
import { readClientData } from './client-data.ts'
import { ALGORITHMS } from './options.ts'
import type { NewPasskey } from './passkey.ts'
import { isCredentialKnown } from './queries.ts'
import { relyingPartyOf } from './relying-party.ts'

const Text = z.string().max(60_000)
const TRANSPORTS = ['ble', 'cable', 'hybrid', 'internal', 'nfc', 'smart-card', 'usb'] as const

const RegistrationJson = z.object({
  id: Text,
  rawId: Text,
  type: z.literal('public-key'),
  response: z.object({
    clientDataJSON: Text,
    attestationObject: Text,
    transports: z.array(z.string()).max(20).optional(),
  }),
})

/** Why a registration is refused. `taken`: the credential belongs to an account already. */
export type RegistrationProblem = 'unreadable' | 'expired' | 'wrong' | 'not_verified' | 'taken'

interface GivenRegistration {
  /** The JSON of the browser's `PublicKeyCredential`. */
  readonly credential: string
  readonly binding: ChallengeBinding
  /** As in the options, in base64url. */
  readonly userHandle: string
}

/** A registration that is right; it is kept with `keepPasskey` once its challenge is used up. */
export interface VerifiedRegistration {
  readonly outcome: 'right'
  readonly passkey: NewPasskey
  readonly challenge: string
}

/**
 * Verifies the answer of a browser that registered a passkey: challenge, origin and relying party exactly, and that the
 * authenticator verified the person. The attestation is not asked for, so it decides nothing.
 */
export async function verifyRegistration(
  ctx: Context,
  given: GivenRegistration,
): Promise<VerifiedRegistration | { readonly outcome: RegistrationProblem }> {
  const relyingParty = relyingPartyOf(ctx)
  const read = readRegistration(given.credential)
  const clientData = read && readClientData(read.response.clientDataJSON)
  if (!relyingParty || !read || !clientData) return { outcome: 'unreadable' }
  const { challenge } = clientData
  if (!isChallengeLive(ctx, given.binding, challenge)) return { outcome: 'expired' }
  const verified = await verifyRegistrationResponse({
    response: { ...read, clientExtensionResults: {}, response: { ...read.response, transports: [] } },
    expectedChallenge: challenge,
    expectedOrigin: relyingParty.origin,
    expectedRPID: relyingParty.id,
    requireUserVerification: false,
    supportedAlgorithmIDs: ALGORITHMS,
  }).catch(() => undefined)
  if (verified?.verified !== true) return { outcome: 'wrong' }
  const { credential, aaguid, credentialDeviceType, userVerified } = verified.registrationInfo
  if (!userVerified) return { outcome: 'not_verified' }
  if (await isCredentialKnown(ctx.db, Buffer.from(credential.id, 'base64url'))) return { outcome: 'taken' }
  const transports = TRANSPORTS.filter((one) => read.response.transports?.includes(one) === true)
  const passkey: NewPasskey = {
    credentialId: credential.id,
    publicKey: Buffer.from(credential.publicKey).toString('base64url'),
    rpId: relyingParty.id,
    userHandle: given.userHandle,
    aaguid,
    transports,
    isSynced: credentialDeviceType === 'multiDevice',
    signCount: credential.counter,
  }
  return { outcome: 'right', passkey, challenge }
}

function readRegistration(text: string): z.output<typeof RegistrationJson> | undefined {
  try {
    return RegistrationJson.parse(JSON.parse(text))
  } catch {
    return undefined
  }
}
