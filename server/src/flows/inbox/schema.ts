import type { MailFrom } from '#platform/config'
import type { InboxMail } from '#platform/mail'
import type { KeptMessage } from './kept-messages.ts'
import type { InboxMessage } from './pages/inbox-page.tsx'

/** The sender of mails that name none, and whether it is that of the environment's own mail server. */
export interface InboxSender {
  readonly from: MailFrom
  readonly isOwn: boolean
}

/** A message on the wire. A text message has neither sender, subject nor HTML. */
export function viewOf(message: KeptMessage, sender: InboxSender) {
  const { id, channel, to, text, code, createdAt } = message
  const isMail = channel === 'email'
  return {
    id,
    channel,
    from: isMail ? senderOf(message, sender) : null,
    to,
    subject: isMail ? message.subject : null,
    text,
    html: isMail ? message.html : null,
    code: code ?? null,
    created_at: createdAt.toISOString(),
  }
}

/** The sender as it is in the mail that goes out. */
function senderOf({ senderName, senderEmail, businessName }: InboxMail, { from, isOwn }: InboxSender): string {
  const address = isOwn ? (senderEmail ?? from.address) : from.address
  return `${senderName ?? from.name ?? businessName} <${address}>`
}

/** A message on the page. The first line of a text message stands for its subject. */
export function inboxMessageOf(message: KeptMessage, path: string): InboxMessage {
  const { id, channel, to, text, code, createdAt } = message
  const shared = { id, channel, to, text, code, createdAt }
  if (channel === 'sms') return { ...shared, subject: text.split('\n', 1)[0] ?? '' }
  return { ...shared, subject: message.subject, htmlHref: `${path}/messages/${id}/html` }
}
