/** Rows of a table that ended this long ago are removed. */
export interface EndedRule {
  readonly table:
    | 'flows'
    | 'authorization_codes'
    | 'refresh_tokens'
    | 'sessions'
    | 'device_codes'
    | 'posted_messages'
    | 'playground_requests'
    | 'address_claims'
    | 'address_undos'
    | 'client_assertions'
    | 'spent_passkey_challenges'
    | 'rate_limits'
    | 'used_challenges'
    | 'mail_messages'
    | 'trusted_devices'
    | 'sms_messages'
  /** When it ended. */
  readonly column: 'expires_at' | 'window_ends_at' | 'created_at'
  readonly afterSeconds: number
}

const HOUR = 3_600
const DAY = 24 * HOUR

/** One-time codes go with their flow, which lives at least as long. */
export const ENDED: readonly EndedRule[] = [
  // Anybody may begin one: what nobody ended does not lie about for long.
  { table: 'flows', column: 'expires_at', afterSeconds: HOUR },
  // A code that comes a second time revokes its grant (RFC 6749 section 4.1.2), for as long as it is known.
  { table: 'authorization_codes', column: 'expires_at', afterSeconds: DAY },
  { table: 'refresh_tokens', column: 'expires_at', afterSeconds: DAY },
  { table: 'sessions', column: 'expires_at', afterSeconds: DAY },
  // A device that still asks is told that it came too late, not that nobody knows it.
  { table: 'device_codes', column: 'expires_at', afterSeconds: DAY },
  // Once it has expired nobody can use it again.
  { table: 'client_assertions', column: 'expires_at', afterSeconds: HOUR },
  { table: 'spent_passkey_challenges', column: 'expires_at', afterSeconds: HOUR },
  { table: 'posted_messages', column: 'expires_at', afterSeconds: HOUR },
  { table: 'playground_requests', column: 'expires_at', afterSeconds: HOUR },
  { table: 'trusted_devices', column: 'expires_at', afterSeconds: HOUR },
  { table: 'address_claims', column: 'expires_at', afterSeconds: HOUR },
  { table: 'address_undos', column: 'expires_at', afterSeconds: HOUR },
  { table: 'used_challenges', column: 'expires_at', afterSeconds: HOUR },
  { table: 'rate_limits', column: 'window_ends_at', afterSeconds: HOUR },
  { table: 'mail_messages', column: 'created_at', afterSeconds: 30 * DAY },
  { table: 'sms_messages', column: 'created_at', afterSeconds: 30 * DAY },
]

/** Mail that is still queued after a day waits for a server that is not there; what it says is not kept for that. */
export const QUEUED_MAIL_SECONDS = DAY

const ACCESS_TOKENS_SECONDS = 400 * DAY

/**
 * A grant is removed this long after it was made, once nothing hangs on it: no token, no code, no device, no session.
 * While its access tokens are kept it says whose they were, also when they have expired.
 */
export const EMPTY_GRANT_SECONDS = ACCESS_TOKENS_SECONDS

/** Tables in partitions by time. No foreign key leads to them, since whole partitions are dropped. */
export type PartitionedTable = 'events' | 'audit_entries' | 'flow_traces' | 'mail_messages' | 'access_tokens'

/** Whole months removed this long after they ended. An access token is valid while its row is there, a year at most. */
export const KEPT_MONTHS = [
  { table: 'flow_traces', afterSeconds: 90 * DAY },
  { table: 'mail_messages', afterSeconds: 30 * DAY },
  { table: 'access_tokens', afterSeconds: ACCESS_TOKENS_SECONDS },
] as const
