import { z } from 'zod'
import { addSeconds } from '#platform/clock'
import type { Context } from '#platform/context'
import { equalDigests, randomNumber, sha256Hex } from '#platform/crypto'
import { newRandomId } from '#platform/ids'

/** The act that a challenge guards. */
export const CHALLENGE_ACTIONS = ['sign_up', 'sign_in'] as const
export type ChallengeAction = (typeof CHALLENGE_ACTIONS)[number]

const PURPOSE = 'bot_stop.challenge'
const LIFETIME_SECONDS = 600
/** Most hashes of the easiest challenge, half of them on average: a fraction of a second, a second on an old phone. */
const LEAST_WORK = 200_000
const LEAST_WAIT_SECONDS = 15
/** Each level doubles the work; the wait grows by as much as the first one. */
const HIGHEST_LEVEL = 4

const Payload = z.object({
  id: z.uuid(),
  flow: z.string(),
  action: z.enum(CHALLENGE_ACTIONS),
  /** `provider`: its answer is wanted; `work`: a proof of work. A wait stands in for either. */
  kind: z.enum(['provider', 'work']),
  issuedAt: z.number(),
  target: z.string(),
  waitSeconds: z.number(),
})

export type Challenge = z.infer<typeof Payload>

/** A challenge as a page carries it. */
export interface IssuedChallenge {
  readonly token: string
  readonly id: string
  readonly kind: Challenge['kind']
  /** The number below `most` is wanted for which the SHA-256 of `id:number` is `target`. */
  readonly target: string
  readonly most: number
  readonly waitSeconds: number
}

interface ChallengeOrder {
  readonly flowId: string
  readonly action: ChallengeAction
  readonly kind: Challenge['kind']
  /** The number of failures of the network or the account; more of them make it harder. */
  readonly failures: number
}

type SealerContext = Pick<Context, 'sealer' | 'clock'>

/** Makes a challenge. Nothing is stored before it is passed, so that asking for challenges costs no table. */
export function issueChallenge(
  ctx: SealerContext,
  { flowId, action, kind, failures }: ChallengeOrder,
): IssuedChallenge {
  const level = levelOf(failures)
  const most = LEAST_WORK * 2 ** level
  const id = newRandomId()
  const target = workOf(id, randomNumber(most))
  const waitSeconds = LEAST_WAIT_SECONDS * (level + 1)
  const payload: Challenge = { id, flow: flowId, action, kind, issuedAt: ctx.clock().getTime(), target, waitSeconds }
  const text = Buffer.from(JSON.stringify(payload)).toString('base64url')
  return { token: `${text}.${macOf(ctx, text)}`, id, kind, target, most, waitSeconds }
}

/** Three failures are the first that count, then each doubling is a level. */
function levelOf(failures: number): number {
  return failures < 3 ? 0 : Math.min(HIGHEST_LEVEL, 1 + Math.floor(Math.log2(failures / 3)))
}

/**
 * Returns the challenge of a token that this server made for this flow and action less than ten minutes ago; undefined
 * for any other text.
 */
export function openChallenge(
  ctx: SealerContext,
  { token, flowId, action }: { readonly token: string; readonly flowId: string; readonly action: ChallengeAction },
): Challenge | undefined {
  const [text = '', mac = ''] = token.split('.')
  if (!equalDigests(Buffer.from(mac), Buffer.from(macOf(ctx, text)))) return undefined
  const challenge = Payload.parse(JSON.parse(Buffer.from(text, 'base64url').toString('utf8')))
  const isMeant = challenge.flow === flowId && challenge.action === action
  return isMeant && expiryOf(challenge) > ctx.clock() ? challenge : undefined
}

/** Whether the number solves the challenge. It takes one hash. */
export function isSolved({ id, target }: Challenge, answer: string): boolean {
  return /^\d{1,9}$/.test(answer) && workOf(id, Number(answer)) === target
}

export function expiryOf({ issuedAt }: Pick<Challenge, 'issuedAt'>): Date {
  return addSeconds(new Date(issuedAt), LIFETIME_SECONDS)
}

function workOf(id: string, number: number): string {
  return sha256Hex(`${id}:${String(number)}`)
}

/** The sealer's key is the environment's, so that a challenge of another environment does not open. */
function macOf({ sealer }: Pick<SealerContext, 'sealer'>, text: string): string {
  return sealer.digest(PURPOSE, text).toString('base64url')
}
