import type { Context } from '#platform/context'
import { announceChange, endInOrder } from '#platform/db'
import { applicationCacheKey, noSuchApplication } from './application.ts'
import { APPLICATION_ENDINGS } from './application-endings.ts'
import { recordApplicationEvent } from './events.ts'
import type { CredentialTarget } from './change-credentials.ts'
import { checkAnotherManages } from './check-another-manages.ts'
import { holdManagingApplications } from './hold-managing-applications.ts'
import { checkHeld } from './managing-application.ts'
import { findApplication } from './queries.ts'

/**
 * Deletes an application for good. Its secrets, grants, codes and refresh tokens go with it; its client id is refused
 * everywhere from then on, so its access tokens are too (A1-9, A1-10). The id is kept as spent.
 *
 * @throws {NotFound} `APPLICATION_NOT_FOUND`
 * @throws {Forbidden} `INSUFFICIENT_SCOPE`: the application has a Management scope that the actor does not hold
 * @throws {Conflict} `LAST_MANAGING_APPLICATION`
 */
export async function deleteApplication(
  ctx: Pick<Context, 'db' | 'clock' | 'cache' | 'environment'>,
  { applicationId, author, held }: CredentialTarget,
): Promise<void> {
  const environmentId = ctx.environment.id
  const now = ctx.clock()
  await ctx.db.transaction().execute(async (db) => {
    await holdManagingApplications(db)
    const application = await findApplication(db, ctx.environment, applicationId)
    if (!application) throw noSuchApplication()
    checkHeld(application, held, 'only such a token can delete it')
    await checkAnotherManages(db, application)
    await endInOrder(db, APPLICATION_ENDINGS, { applicationId, now })
    const payload = { name: application.name, type: application.type }
    const event = { type: 'application.deleted', occurredAt: now, author, payload } as const
    await recordApplicationEvent(db, { applicationId }, event)
    await announceChange(db, applicationCacheKey(environmentId))
  })
  ctx.cache.drop(applicationCacheKey(environmentId))
}
