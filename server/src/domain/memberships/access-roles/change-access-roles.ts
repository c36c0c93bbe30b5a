import type { Context } from '#platform/context'
import { announceChange, type Db } from '#platform/db'
import type { Author } from '#platform/outbox'
import {
  applicationCacheKey,
  noSuchApplication,
  type Application,
  recordApplicationEvent,
  findApplication,
  lockApplication,
} from '#domain/applications'

export type AccessRolesContext = Pick<Context, 'db' | 'clock' | 'cache' | 'environment'>

export interface AccessChange {
  readonly applicationId: string
  readonly roleId: string
  readonly author: Author
}

export async function changeAccessRoles(
  ctx: AccessRolesContext,
  { applicationId, author }: AccessChange,
  work: (db: Db, application: Application) => Promise<void>,
): Promise<void> {
  const { environment } = ctx
  const changed = applicationCacheKey(environment.id)
  await ctx.db.transaction().execute(async (db) => {
    const isThere = await lockApplication(db, applicationId)
    const application = isThere ? await findApplication(db, environment, applicationId) : undefined
    if (!application) throw noSuchApplication()
    await work(db, application)
    const payload = { fields: ['access_roles'] }
    const event = { type: 'application.updated', occurredAt: ctx.clock(), author, payload } as const
    await recordApplicationEvent(db, { applicationId }, event)
    await announceChange(db, changed)
  })
  ctx.cache.drop(changed)
}
