import { verifyAuthenticationResponse } from '@simplewebauthn/server'
import { z } from 'zod'
import type { Context } from '#platform/context'
import { isChallengeLive, type ChallengeBinding } from './challenge.ts'
import { readClientData } from './client-data.ts'
import type { Passkey } from './passkey.ts'
import { findPasskeyByCredential } from './queries.ts'
import { relyingPartyOf } from './relying-party.ts'

const Text = z.string().max(20_000)

const AssertionJson = z.object({
  id: Text,
  rawId: Text,
  type: z.literal('public-key'),
  response: z.object({
    clientDataJSON: Text,
    authenticatorData: Text,
    signature: Text,
    userHandle: Text.nullish(),
  }),
})

/** Why an assertion is refused. `expired`: its challenge is too old, or of another page or browser. */
export type AssertionProblem = 'unreadable' | 'expired' | 'unknown' | 'wrong' | 'not_verified'

/** An assertion whose signature is right. */
export interface Assertion {
  readonly outcome: 'right'
  readonly passkey: Passkey
  readonly challenge: string
  /** The authenticator verified the person, by PIN or biometrics. */
  readonly isUserVerified: boolean
  readonly signCount: number
  /** The counter did not rise since the last use: the key may have been copied. */
  readonly isCountBack: boolean
}

interface GivenAssertion {
  /** The JSON of the browser's `PublicKeyCredential`. */
  readonly credential: string
  readonly binding: ChallengeBinding
  /** The account that the passkey must be of; undefined where the passkey names the account. */
  readonly userId?: string | undefined
  readonly isVerificationRequired: boolean
}

/**
 * Verifies an assertion against the stored key: challenge, origin, relying party and account exactly (ATO-28). Uses
 * nothing up; see `acceptAssertion`.
 */
export async function verifyAssertion(
  ctx: Context,
  given: GivenAssertion,
): Promise<Assertion | { readonly outcome: AssertionProblem }> {
  const relyingParty = relyingPartyOf(ctx)
  const read = readAssertion(given.credential)
  const clientData = read && readClientData(read.response.clientDataJSON)
  if (!relyingParty || !read || !clientData) return { outcome: 'unreadable' }
  const { challenge } = clientData
  if (!isChallengeLive(ctx, given.binding, challenge)) return { outcome: 'expired' }
  const passkey = await findPasskeyByCredential(ctx.db, Buffer.from(read.id, 'base64url'))
  if (!passkey || passkey.rpId !== relyingParty.id || !isOfAccount(passkey, given, read)) return { outcome: 'unknown' }
  const { credentialId, publicKey, transports } = passkey
  const { clientDataJSON, authenticatorData, signature } = read.response
  const verified = await verifyAuthenticationResponse({
    response: { ...read, clientExtensionResults: {}, response: { clientDataJSON, authenticatorData, signature } },
    expectedChallenge: challenge,
    expectedOrigin: relyingParty.origin,
    expectedRPID: relyingParty.id,
    // Synced passkeys do not count at all, so a counter that went back is noted and no reason to refuse.
    credential: {
      id: credentialId.toString('base64url'),
      publicKey: new Uint8Array(publicKey),
      counter: 0,
      transports: [...transports],
    },
    requireUserVerification: false,
  }).catch(() => undefined)
  if (verified?.verified !== true) return { outcome: 'wrong' }
  const { userVerified: isUserVerified, newCounter: signCount } = verified.authenticationInfo
  if (given.isVerificationRequired && !isUserVerified) return { outcome: 'not_verified' }
  const isCountBack = passkey.signCount > 0 && signCount <= passkey.signCount
  return { outcome: 'right', passkey, challenge, isUserVerified, signCount, isCountBack }
}

type ReadAssertion = z.output<typeof AssertionJson>

function readAssertion(text: string): ReadAssertion | undefined {
  try {
    return AssertionJson.parse(JSON.parse(text))
  } catch {
    return undefined
  }
}

/** A discoverable passkey names its account, and that must be the one it is stored for (WebAuthn section 7.2, step 6). */
function isOfAccount(
  passkey: Passkey,
  { userId }: GivenAssertion,
  { response: { userHandle } }: ReadAssertion,
): boolean {
  const handle = userHandle ? Buffer.from(userHandle, 'base64url') : undefined
  if (handle && !passkey.userHandle.equals(handle)) return false
  return userId === undefined ? handle !== undefined : passkey.userId === userId
}
