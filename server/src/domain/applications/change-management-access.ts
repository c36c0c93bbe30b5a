import type { Context } from '#platform/context'
import { InvalidInput } from '#platform/errors'
import type { Author } from '#platform/outbox'
import { isConfidential, noSuchApplication, type Application } from './application.ts'
import { recordApplicationEvent } from './events.ts'
import { checkAnotherManages } from './check-another-manages.ts'
import { holdManagingApplications } from './hold-managing-applications.ts'
import { isManaging } from './managing-application.ts'
import { findApplication, lockApplication, writeManagementAccess } from './queries.ts'

/** The access of an application to the Management API. */
export type ManagementAccess = Pick<Application, 'isManagementAuthorized' | 'managementScopes'>

interface ManagementAccessChange {
  readonly applicationId: string
  readonly author: Author
  readonly change: (present: ManagementAccess) => ManagementAccess
}

/**
 * Changes the access of an application to the Management API. Runs in the caller's transaction; the caller announces
 * the change. The rights of its tokens change at once, since each call compares the two.
 *
 * @throws {NotFound} `APPLICATION_NOT_FOUND`
 * @throws {InvalidInput} `MANAGEMENT_API_NOT_SUPPORTED`
 * @throws {Conflict} `LAST_MANAGING_APPLICATION`
 */
export async function changeManagementAccess(
  { db, clock, environment }: Pick<Context, 'db' | 'clock' | 'environment'>,
  { applicationId, author, change }: ManagementAccessChange,
): Promise<void> {
  const now = clock()
  await holdManagingApplications(db)
  const isThere = await lockApplication(db, applicationId)
  const present = isThere ? await findApplication(db, environment, applicationId) : undefined
  if (!present) throw noSuchApplication()
  const next = change(present)
  if (next.isManagementAuthorized) checkManageable(present)
  if (!isManaging({ ...present, ...next })) await checkAnotherManages(db, present)
  const { isManagementAuthorized: isAuthorized, managementScopes: scopes } = next
  await writeManagementAccess(db, { id: applicationId, now }, { isAuthorized, scopes })
  const payload = { fields: ['management_scopes'] }
  const event = { type: 'application.updated', occurredAt: now, author, payload } as const
  await recordApplicationEvent(db, { applicationId }, event)
}

// Only client credentials lead to the Management API, and they need a secret; an organization's application would leave
// its organization there (A8-2).
function checkManageable({ type, organizationCode }: Application): void {
  if (isConfidential(type) && organizationCode === undefined) return
  throw new InvalidInput(
    'MANAGEMENT_API_NOT_SUPPORTED',
    'Only applications with a secret that belong to no organization can use the Management API.',
  )
}
