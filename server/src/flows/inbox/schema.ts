import type { InboxMail } from '#platform/mail'

/** A mail on the wire. */
export function viewOf({ id, to, subject, text, html, code, createdAt }: InboxMail) {
  return { id, to, subject, text, html, code: code ?? null, created_at: createdAt.toISOString() }
}
