import { sql, type Db } from '#platform/db'

/**
 * Makes transactions that take something from applications of an environment wait for each other, in all processes. Call
 * it before any other statement locks a row: two of them would otherwise each keep the application that the other removes.
 */
export async function holdManagingApplications(db: Db): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`managing applications ${db.environmentId}`}, 0))`.execute(
    db,
  )
}
