/**
 * Who did what in the console: an entry for each act of an administrator, with person, source, place and what changed.
 *
 * Entries are only ever added. They lie in the environment that was acted in, and outlive what they speak of. Secrets are
 * left out before anything is written. Events tell applications what happened; entries tell people who did it. Owns
 * `audit_entries`.
 */
export { recordAudit, type AuditEntry } from './queries.ts'
export { withoutSecrets } from './without-secrets.ts'
