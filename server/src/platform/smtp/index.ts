/**
 * SMTP: how a mail leaves, through the server of the installation or through one that an environment typed in, and why
 * a server did not take it. Which mails there are, and when they are tried again, is `#platform/mail`.
 *
 * Invariants: what a server answers is told by our codes and sentences with the SMTP status, never by its text, which may
 * quote an address or come from something that is no mail server; a try has an end; a line break in a name or a subject
 * becomes no header (ATO-32). A server that was typed in is reached through `#platform/outbound` only (ATO-17).
 */
export { MailNotSent } from './mail-not-sent.ts'
export { openMailSender, SEND_CONCURRENCY } from './smtp-sender.ts'
export { openServerSender, type MailServer } from './server-sender.ts'
export type { MailSender, OutgoingMail } from './outgoing-mail.ts'
