/**
 * The audit of the Management API: an entry for each act of an administrator at the console or of a client, with author,
 * source, place and the fields that changed.
 *
 * Entries are only ever added. They are stored in the environment of the act, and outlive the things that they name.
 * Secrets are left out before anything is written. Events inform applications about what happened; entries inform
 * people about who did it. Owns `audit_entries`.
 */
export { auditCalls } from './audit-calls.ts'
export { recordAudit, type AuditEntry } from './queries.ts'
export { withoutSecrets } from './without-secrets.ts'
