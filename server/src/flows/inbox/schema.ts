import type { MailFrom } from '#platform/config'
import type { InboxMail } from '#platform/mail'
import type { InboxMessage } from './pages/inbox-page.tsx'

/** The sender of mails that name none, and whether it is that of the environment's own mail server. */
export interface InboxSender {
  readonly from: MailFrom
  readonly isOwn: boolean
}

/** A mail on the wire. */
export function viewOf(mail: InboxMail, sender: InboxSender) {
  const { id, to, subject, text, html, code, createdAt } = mail
  return {
    id,
    from: senderOf(mail, sender),
    to,
    subject,
    text,
    html,
    code: code ?? null,
    created_at: createdAt.toISOString(),
  }
}

/** The sender as it is in the mail that goes out. */
function senderOf({ senderName, senderEmail, businessName }: InboxMail, { from, isOwn }: InboxSender): string {
  const address = isOwn ? (senderEmail ?? from.address) : from.address
  return `${senderName ?? from.name ?? businessName} <${address}>`
}

/** A mail on the page. */
export function inboxMessageOf(mail: InboxMail, path: string): InboxMessage {
  const { id, to, subject, text, code, createdAt } = mail
  return { id, to, subject, text, code, createdAt, htmlHref: `${path}/messages/${id}/html` }
}
