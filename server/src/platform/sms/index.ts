/**
 * Text messages: written in the caller's transaction, read in the inbox.
 *
 * In an environment that is not production every message lands in the inbox, beside mail. Production has no inbox of
 * text messages, so without a provider it refuses them (M3-11).
 *
 * Invariants: content is sealed; it is in no log and no error. Numbers are in E.164 before they come here. Codes only:
 * nothing else is sent by SMS (M3-8). Owns `sms_messages`.
 */
export { isSmsAvailable, queueSms, type NewSms } from './queue-sms.ts'
export { findNewestInboxSms, listInboxSms, type InboxSms } from './inbox.ts'
export { smsText } from './sms-text.ts'
export type { SmsProblem } from './problems.ts'
