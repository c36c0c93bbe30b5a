import { sql, type Db } from '#platform/db'
import { newId } from '#platform/ids'

/** The purpose of a code; a code for one purpose is useless for another (ATO-05). */
export type CodePurpose = 'sign_in' | 'reset' | 'factor'

export type CodeOutcome = 'accepted' | 'wrong' | 'too_many_tries' | 'expired'

const MOST_TRIES = 5

/** Stores a new code for this flow and purpose; the old one is void from now on. Runs in the caller's transaction. */
export async function replaceCode(
  db: Db,
  code: { flowId: string; purpose: CodePurpose; destination: string; digest: Buffer; now: Date; expiresAt: Date },
): Promise<void> {
  await db
    .updateTable('one_time_codes')
    .set({ voided_at: code.now })
    .where('environment_id', '=', db.environmentId)
    .where('flow_id', '=', code.flowId)
    .where('used_at', 'is', null)
    .where('voided_at', 'is', null)
    .execute()
  await db
    .insertInto('one_time_codes')
    .values({
      environment_id: db.environmentId,
      id: newId(),
      flow_id: code.flowId,
      purpose: code.purpose,
      destination: code.destination,
      digest: code.digest,
      created_at: code.now,
      expires_at: code.expiresAt,
    })
    .execute()
}

export interface CodeAttempt {
  readonly flowId: string
  readonly purpose: CodePurpose
  readonly destination: string
  readonly digest: Buffer
  readonly now: Date
}

/**
 * Counts a try and, when the code is right, uses it up. It is one statement, so that of any number of simultaneous
 * tries at most five are compared and at most one is accepted (ATO-04, ATO-27).
 */
export async function redeemCode(db: Db, attempt: CodeAttempt): Promise<CodeOutcome> {
  const row = await db
    .updateTable('one_time_codes')
    .set({
      tries: sql<number>`tries + 1`,
      used_at: sql<Date | null>`case when digest = ${attempt.digest} then ${attempt.now}::timestamptz end`,
    })
    .where('environment_id', '=', db.environmentId)
    .where('flow_id', '=', attempt.flowId)
    .where('purpose', '=', attempt.purpose)
    .where('destination', '=', attempt.destination)
    .where('used_at', 'is', null)
    .where('voided_at', 'is', null)
    .where('expires_at', '>', attempt.now)
    .where('tries', '<', MOST_TRIES)
    .returning(['used_at', 'tries'])
    .executeTakeFirst()
  if (row) return row.used_at !== null ? 'accepted' : row.tries >= MOST_TRIES ? 'too_many_tries' : 'wrong'
  const spent = await db
    .selectFrom('one_time_codes')
    .select('tries')
    .where('environment_id', '=', db.environmentId)
    .where('flow_id', '=', attempt.flowId)
    .where('purpose', '=', attempt.purpose)
    .where('voided_at', 'is', null)
    .where('expires_at', '>', attempt.now)
    .where('tries', '>=', MOST_TRIES)
    .limit(1)
    .executeTakeFirst()
  return spent ? 'too_many_tries' : 'expired'
}
