import type { Context } from '#platform/context'
import { Conflict } from '#platform/errors'
import { newId } from '#platform/ids'
import { addJob } from '#platform/jobs'
import { sealContent } from './content.ts'
import { insertMessage } from './queries.ts'

export interface NewSms {
  /** E.164, parsed strictly before. */
  readonly to: string
  /** By `smsText`. */
  readonly text: string
  /** The purpose, e.g. `sign_in`, for people who read the list. */
  readonly purpose: string
  /** The one-time code of the message, so that the inbox can show it separately. */
  readonly code?: string | undefined
}

/** The first method of a sign-in, or its second factor; each can be switched off (M3-9). */
export type SmsUse = 'sign_in' | 'factor'

/** The job that sends a message; `worker.ts` maps it to its handler. */
export const SEND_SMS = 'send_sms'

/** The largest number that one environment sends at once; further ones wait outside of the lane (REL-11). */
const SENT_AT_ONCE = 2

/** The tries take about two minutes. Then the person has asked for another code, or has gone. */
const MOST_TRIES = 5

/** Returns whether a text message of this environment reaches anybody: a phone, or the inbox. */
export function isSmsAvailable({ environment }: Pick<Context, 'environment'>, use?: SmsUse): boolean {
  const { hasProvider, isForSignIn, isForFactors } = environment.sms
  if (use === 'sign_in' && !isForSignIn) return false
  if (use === 'factor' && !isForFactors) return false
  return environment.kind === 'development' || hasProvider
}

/**
 * Writes a text message in the caller's transaction, which commits both or neither. Returns at once, in any state of the
 * provider and of the limits.
 *
 * @throws {Conflict} `NO_SMS_PROVIDER` where it could reach nobody; pages ask `isSmsAvailable` before they offer a phone
 */
export async function queueSms(
  ctx: Pick<Context, 'db' | 'clock' | 'environment' | 'sealer' | 'requester'>,
  { to, purpose, ...content }: NewSms,
): Promise<void> {
  assertE164(to)
  if (!isSmsAvailable(ctx)) throw new Conflict('NO_SMS_PROVIDER', 'This environment has no provider of text messages.')
  const id = newId()
  const { id: environmentId, kind, sms } = ctx.environment
  await insertMessage(ctx.db, {
    id,
    createdAt: ctx.clock(),
    recipient: to,
    purpose,
    contentSealed: sealContent(ctx.sealer, id, content),
    isKept: kind === 'development',
    state: sms.hasProvider ? 'queued' : 'inbox',
    sourceAddress: sms.hasProvider ? ctx.requester.ip : undefined,
  })
  if (!sms.hasProvider) return
  const queue = `sms:${environmentId}:${String(Number.parseInt(id.slice(-4), 16) % SENT_AT_ONCE)}`
  await addJob(ctx.db, SEND_SMS, { environment_id: environmentId, id }, { maxAttempts: MOST_TRIES, queue })
}

/** Anything else is a bug of the caller, not something a person typed. */
function assertE164(number: string): void {
  if (!/^\+[1-9]\d{5,14}$/.test(number)) throw new Error('a text message to something that is not a number in E.164')
}
