import type { InboxMail } from '#platform/mail'
import type { InboxMessage } from './pages/inbox-page.tsx'

/** A mail on the wire. */
export function viewOf({ id, to, subject, text, html, code, createdAt }: InboxMail) {
  return { id, to, subject, text, html, code: code ?? null, created_at: createdAt.toISOString() }
}

/** A mail on the page. */
export function inboxMessageOf({ html: _html, ...mail }: InboxMail, path: string): InboxMessage {
  return { ...mail, htmlHref: `${path}/messages/${mail.id}/html` }
}
