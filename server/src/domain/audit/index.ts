/**
 * The audit of the console: an entry for each act of an administrator, with person, source, place and change.
 *
 * Entries are only ever added. They are stored in the environment of the act, and outlive the things that they name.
 * Secrets are left out before anything is written. Events inform applications about what happened; entries inform
 * people about who did it. Owns `audit_entries`.
 */
export { recordAudit, type AuditEntry } from './queries.ts'
export { withoutSecrets } from './without-secrets.ts'
