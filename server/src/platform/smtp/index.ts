/**
 * SMTP: sending a mail through the server of the installation or through one that an environment configured, and the
 * reasons why a server did not accept it. The mails and their retries are in `#platform/mail`.
 *
 * Invariants: an answer of a server is reported by the product's codes and sentences with the SMTP status, never by its
 * text, which may quote an address or come from something that is not a mail server; a try has an end; a line break in
 * a name or a subject becomes no header (ATO-32). A configured server is reached through `#platform/outbound` only
 * (ATO-17).
 */
export { MailNotSent } from './mail-not-sent.ts'
export { openMailSender, SEND_CONCURRENCY } from './smtp-sender.ts'
export { openServerSender, type MailServer } from './server-sender.ts'
export type { MailSender, OutgoingMail } from './outgoing-mail.ts'
