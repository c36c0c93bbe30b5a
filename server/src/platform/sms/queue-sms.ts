import type { Context } from '#platform/context'
import { Conflict } from '#platform/errors'
import { newId } from '#platform/ids'
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

/** Returns whether a text message of this environment reaches anybody: a phone, or the inbox. */
export function isSmsAvailable({ environment }: Pick<Context, 'environment'>): boolean {
  return environment.kind === 'development'
}

/**
 * Writes a text message in the caller's transaction, which commits both or neither. Returns at once, in any state of the
 * provider.
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
  await insertMessage(ctx.db, {
    id,
    createdAt: ctx.clock(),
    recipient: to,
    purpose,
    contentSealed: sealContent(ctx.sealer, id, content),
    isKept: true,
    state: 'inbox',
  })
}

/** Anything else is a bug of the caller, not something a person typed. */
function assertE164(number: string): void {
  if (!/^\+[1-9]\d{5,14}$/.test(number)) throw new Error('a text message to something that is not a number in E.164')
}
