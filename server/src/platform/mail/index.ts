/**
 * Mail: written in the caller's transaction, read in the inbox or sent by a job. What mails say is `flows/mails`.
 *
 * In an environment that is not production, or where no SMTP server is configured, every mail lands in the inbox. Where
 * there is a server, a job sends it as well, with retries, so that a slow or dead SMTP server never slows a page (REL-11)
 * and an address that does not exist takes no other time than one that does (ATO-10).
 *
 * Invariants: content is sealed, and erased once a mail that is not for the inbox was sent or given up; it is in no log
 * and no error. Addresses are parsed strictly before they come here and checked once more (ATO-32).
 * Owns `mail_messages`.
 */
export { isInboxOpen, queueMail, SEND_MAIL, type NewMail } from './queue-mail.ts'
export { findInboxMessage, findNewestInboxMessage, listInboxMessages, type InboxMail } from './inbox.ts'
export { normalizeRecipient } from './recipient.ts'
export { sendMailJob } from './send-mail.ts'
export { MailNotSent, openMailSender, SEND_CONCURRENCY, type MailSender } from './smtp-sender.ts'
