/**
 * Mail: written in the caller's transaction, read in the inbox or sent by a job. The content of mails is in
 * `flows/mails`.
 *
 * In an environment that is not production, or where there is no SMTP server, every mail lands in the inbox. Where
 * there is a server, of the environment or else of the installation, a job sends it as well, with retries, so that a
 * slow or dead SMTP server never slows a page nor the mail of another environment (REL-11) and an address that does not
 * exist takes no other time than one that does (ATO-10).
 *
 * Invariants: content is sealed, and erased once a mail that is not for the inbox was sent or given up; it is in no log
 * and no error. Addresses are parsed strictly before they come here and checked once more (ATO-32). Owns
 * `mail_messages`.
 */
export { isInboxOpen, isMailSent, queueMail, SEND_MAIL, SEND_OWN_MAIL, type NewMail } from './queue-mail.ts'
export { findInboxMessage, findNewestInboxMessage, listInboxMessages, type InboxMail } from './inbox.ts'
export { normalizeRecipient } from './recipient.ts'
export { sendMailJob, type ChooseSender } from './send-mail-job.ts'
export { restAfterFailure } from './rest-after-failure.ts'
