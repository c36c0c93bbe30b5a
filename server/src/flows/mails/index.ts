/**
 * The content and look of mails. Each is a pure function from an occurrence to subject, text and HTML, in the person's
 * language; sending is `#platform/mail`.
 *
 * Invariants: one purpose per mail; the same content in text and HTML; a code is in the subject, so that a notification
 * is enough; the source of the request, and what to do if it was another person; no link that signs in (forwarded mail,
 * link scanners); no remote content but the business's logo; everything passes through escaping.
 *
 * Refuses: marketing, tracking, and markup from customers.
 */
export { codeMail, type CodeMailValues } from './code-mail.ts'
export { exportMail, type ExportMailValues } from './export-mail.tsx'
export { invitationMail, type InvitationMailValues } from './invitation-mail.tsx'
export { securityMail, type SecurityChange, type SecurityMailValues } from './security-mail.tsx'
export { testMail, type TestMailValues } from './test-mail.tsx'
export type { WrittenMail } from './written-mail.ts'
