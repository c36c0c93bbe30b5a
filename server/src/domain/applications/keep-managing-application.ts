import { sql, type Db } from '#platform/db'
import type { Application } from './application.ts'
import { isManaging, lastManaging } from './managing-application.ts'
import { hasManagingApplication } from './queries.ts'

/**
 * Makes transactions that take something from applications of an environment wait for each other, in all processes. Call
 * it before any other statement locks a row: two of them would otherwise each keep the application that the other removes.
 */
export async function holdManagingApplications(db: Db, environmentId: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`managing applications ${environmentId}`}, 0))`.execute(db)
}

/**
 * Refuses to take the ability to manage from the last application that has it. Needs `holdManagingApplications`.
 *
 * @throws {Conflict} `LAST_MANAGING_APPLICATION`
 */
export async function checkAnotherManages(db: Db, environmentId: string, application: Application): Promise<void> {
  if (!isManaging(application)) return
  if (!(await hasManagingApplication(db, environmentId, { exceptId: application.id }))) throw lastManaging()
}
