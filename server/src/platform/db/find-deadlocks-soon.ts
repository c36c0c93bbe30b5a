import type pg from 'pg'

/** A setting of a transaction. */
export interface Setting {
  readonly name: string
  readonly value: string
}

const DEADLOCK_TIMEOUT_MS = 100

/**
 * Returns what a transaction sets so that the database finds a deadlock soon: one second, the default, is longer than
 * anybody should wait for a page. Empty where the server is set so already, as ours is, or where our role may not set it
 * (it takes a superuser, or `grant set on parameter deadlock_timeout`). It is set in each transaction, and never on the
 * session, so that it works behind a pooler in transaction mode.
 */
export async function findDeadlocksSoon(pool: pg.Pool): Promise<readonly Setting[]> {
  const { rows } = await pool.query<{ ms: number }>(
    `select setting::int as ms from pg_settings where name = 'deadlock_timeout'`,
  )
  if ((rows[0]?.ms ?? 0) <= DEADLOCK_TIMEOUT_MS) return []
  const wanted = { name: 'deadlock_timeout', value: String(DEADLOCK_TIMEOUT_MS) }
  try {
    await pool.query('select set_config($1, $2, true)', [wanted.name, wanted.value])
    return [wanted]
  } catch {
    return []
  }
}
