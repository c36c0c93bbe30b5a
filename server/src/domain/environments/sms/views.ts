import { sql, type Db } from '#platform/db'
import type { SmsUse } from '#platform/sms'
import { settingsFor } from '#domain/settings'

/** The setting that each use of text messages is chosen by, and its value. */
const CHOSEN_BY = { sign_in: ['signInIdentities', 'phone'], factor: ['mfaFactors', 'sms'] } as const

/**
 * Returns whether the environment, an application or an organization has chosen phone as a method, or SMS as a factor.
 * `settings` are the raw ones of the environment.
 */
export async function isSmsChosen(
  db: Db,
  { use, settings }: { readonly use: SmsUse; readonly settings: unknown },
): Promise<boolean> {
  const [setting, value] = CHOSEN_BY[use]
  const ofEnvironment: readonly string[] = settingsFor({ environment: settings }).values[setting]
  if (ofEnvironment.includes(value)) return true
  const chosen = sql`settings -> ${setting}::text @> ${JSON.stringify([value])}::jsonb`
  const { rows } = await sql<{ found: boolean }>`
    select exists (select from applications where environment_id = ${db.environmentId} and ${chosen})
      or exists (select from organizations where environment_id = ${db.environmentId} and ${chosen}) as found`.execute(
    db,
  )
  return rows[0]?.found === true
}
