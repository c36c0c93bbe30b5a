import { addSeconds } from '#platform/clock'
import type { Context } from '#platform/context'
import { equalDigests, newToken } from '#platform/crypto'

/** Long enough for a phone that has to be fetched first; pages fetch another challenge before this one ends. */
export const CHALLENGE_SECONDS = 300

const NONCE_BYTES = 32
const TIME_BYTES = 6

/** The conversation and the browser that a challenge is for. */
export interface ChallengeBinding {
  readonly purpose: 'sign_in' | 'register'
  /** Ids and secrets, e.g. of the flow and of the browser's cookie. */
  readonly parts: readonly string[]
}

type ChallengeContext = Pick<Context, 'clock' | 'sealer' | 'issuer'>

/**
 * Returns a challenge in base64url: a random number and the time, signed. A page can show it without anything being
 * stored, and another flow, browser or host cannot use it.
 */
export function newChallenge(ctx: ChallengeContext, binding: ChallengeBinding): string {
  const time = Buffer.alloc(TIME_BYTES)
  time.writeUIntBE(ctx.clock().getTime(), 0, TIME_BYTES)
  const body = Buffer.concat([Buffer.from(newToken(), 'base64url'), time])
  return Buffer.concat([body, signature(ctx, binding, body)]).toString('base64url')
}

/** Returns whether a challenge was made for this conversation in the last minutes. It may have been answered before. */
export function isChallengeLive(ctx: ChallengeContext, binding: ChallengeBinding, challenge: string): boolean {
  const bytes = Buffer.from(challenge, 'base64url')
  const body = bytes.subarray(0, NONCE_BYTES + TIME_BYTES)
  if (body.length < NONCE_BYTES + TIME_BYTES) return false
  if (!equalDigests(bytes.subarray(body.length), signature(ctx, binding, body))) return false
  const age = ctx.clock().getTime() - body.readUIntBE(NONCE_BYTES, TIME_BYTES)
  return Math.abs(age) <= CHALLENGE_SECONDS * 1000
}

/** Returns the time after which a challenge of now is refused in any case, whatever the clock does meanwhile. */
export function challengeEnd({ clock }: Pick<Context, 'clock'>): Date {
  return addSeconds(clock(), 2 * CHALLENGE_SECONDS)
}

function signature(ctx: ChallengeContext, { purpose, parts }: ChallengeBinding, body: Buffer): Buffer {
  const signed = [purpose, ctx.issuer, ...parts, body.toString('base64url')]
  return ctx.sealer.digest('passkeys.challenge', signed.join('\0'))
}
