import type { Context } from '#platform/context'
import { findNewestInboxMessage, listInboxMessages, type InboxMail } from '#platform/mail'
import { findNewestInboxSms, listInboxSms, type InboxSms } from '#platform/sms'

/** A mail or a text message that stayed here. */
export type KeptMessage = ({ readonly channel: 'email' } & InboxMail) | ({ readonly channel: 'sms' } & InboxSms)

type InboxContext = Pick<Context, 'db' | 'environment' | 'sealer'>

/** Returns mail and text messages together, newest first; `to` in any spelling of the address or number. */
export async function listMessages(
  ctx: InboxContext,
  filter: { readonly to?: string | undefined; readonly limit: number },
): Promise<KeptMessage[]> {
  const mails = (await listInboxMessages(ctx, filter)).map((mail) => ({ channel: 'email' as const, ...mail }))
  const texts = (await listInboxSms(ctx, filter)).map((sms) => ({ channel: 'sms' as const, ...sms }))
  return [...mails, ...texts].toSorted(newestFirst).slice(0, filter.limit)
}

/** Returns the id of the newest of both, for those who wait for the next. */
export async function findNewestMessage(ctx: Pick<Context, 'db' | 'environment'>): Promise<string | undefined> {
  const newest = [await findNewestInboxMessage(ctx), await findNewestInboxSms(ctx)].filter((one) => one !== undefined)
  return newest.toSorted(newestFirst)[0]?.id
}

function newestFirst(one: MessagePlace, other: MessagePlace): number {
  return other.createdAt.getTime() - one.createdAt.getTime() || (other.id < one.id ? -1 : 1)
}

type MessagePlace = Pick<KeptMessage, 'id' | 'createdAt'>
