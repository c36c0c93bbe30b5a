/**
 * Text messages: written in the caller's transaction, read in the inbox or sent by a job through a provider.
 *
 * In an environment that is not production every message lands in the inbox, beside mail; with a provider it is sent as
 * well. Production has no inbox of text messages, so without a provider it refuses them (M3-11). The job takes each message
 * from the limits against pumping first, once, and drops it silently above one (ATO-31): the page that asked never knows,
 * and no limit is held while a page is answered. A second account takes over where the first is down or refuses. What became
 * of a message that was taken is asked for later, so that operators see why it never arrived (M3-14).
 *
 * Invariants: content is sealed, and erased once it was sent, dropped or given up, unless it is for the inbox; it is in no
 * log and no error. Numbers are in E.164 before they come here. Codes only: nothing else is sent by SMS (M3-8). Owns
 * `sms_messages`.
 */
export { isSmsAvailable, queueSms, SEND_SMS, type NewSms, type SmsUse } from './queue-sms.ts'
export { findNewestInboxSms, listInboxSms, type InboxSms } from './inbox.ts'
export { smsText } from './sms-text.ts'
export { sendSmsJob } from './send-sms-job.ts'
export { noteTestSms } from './note-test-sms.ts'
export { hasDueReport, readReports, READ_SMS_REPORTS } from './delivery-reports.ts'
export type { SmsDelivery, SmsGuard } from './delivery.ts'
export { countSmsSince, listSmsMessages, type ListedSms } from './queries.ts'
export type { SmsProblem } from './problems.ts'
