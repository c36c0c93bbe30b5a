import { announceChange, type Db } from '#platform/db'
import { applicationCacheKey, noSuchApplication, clientIdOf, lockApplication } from '#domain/applications'
import type { UserValuesContext, Values } from './change-user-values.ts'
import { writePropertyValues } from './write-property-values.ts'

/**
 * Writes values of an application.
 *
 * @throws {NotFound} `APPLICATION_NOT_FOUND`, and as `writePropertyValues`
 */
export async function changeApplicationValues(ctx: UserValuesContext, id: string, values: Values): Promise<void> {
  const { id: environmentId } = ctx.environment
  const changed = applicationCacheKey(environmentId)
  await ctx.db.transaction().execute(async (db: Db) => {
    if (!(await lockApplication(db, id))) throw noSuchApplication()
    const owner = { context: 'app', id, subject: clientIdOf(id) } as const
    await writePropertyValues({ ...ctx, db }, { ...values, owner })
    await announceChange(db, changed)
  })
  ctx.cache.drop(changed)
}
