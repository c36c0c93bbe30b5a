import { type Db } from '#platform/db'
import type { Application } from './application.ts'
import { isManaging, lastManaging } from './managing-application.ts'
import { hasManagingApplication } from './queries.ts'

/**
 * Refuses to take the ability to manage from the last application that has it. Needs `holdManagingApplications`.
 *
 * @throws {Conflict} `LAST_MANAGING_APPLICATION`
 */
export async function checkAnotherManages(db: Db, application: Application): Promise<void> {
  if (!isManaging(application)) return
  if (!(await hasManagingApplication(db, { exceptId: application.id }))) throw lastManaging()
}
