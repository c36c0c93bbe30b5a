import type { MailFrom } from '#platform/config'
import type { InboxMail } from '#platform/mail'
import type { InboxMessage } from './pages/inbox-page.tsx'

/** A mail on the wire. */
export function viewOf(mail: InboxMail, from: MailFrom) {
  const { id, to, subject, text, html, code, createdAt } = mail
  return {
    id,
    from: senderOf(mail, from),
    to,
    subject,
    text,
    html,
    code: code ?? null,
    created_at: createdAt.toISOString(),
  }
}

/** The sender as it is in the mail that goes out. */
function senderOf({ senderName, businessName }: InboxMail, { address, name }: MailFrom): string {
  return `${senderName ?? name ?? businessName} <${address}>`
}

/** A mail on the page. */
export function inboxMessageOf(mail: InboxMail, path: string): InboxMessage {
  const { id, to, subject, text, code, createdAt } = mail
  return { id, to, subject, text, code, createdAt, htmlHref: `${path}/messages/${id}/html` }
}
