import type { Context } from '#platform/context'
import { announceChange, type Db } from '#platform/db'
import type { Author } from '#platform/outbox'
import { applicationCacheKey } from '#domain/applications'
import { checkOwn, noSuchProperty, type Property } from './property.ts'
import { lockProperty } from './queries.ts'

export type PropertyEnvironment = Pick<Context, 'db' | 'clock' | 'cache' | 'environment'>

export interface PropertyTarget {
  readonly id: string
  readonly author: Author
}

/** A change of a property; an absent field keeps its value. */
export type PropertyChange = Pick<Property, 'name' | 'isPrivate' | 'categoryId'> & {
  readonly description: string | undefined
}

export async function changeProperty(
  ctx: PropertyEnvironment,
  id: string,
  work: (db: Db, before: Property) => Promise<void>,
): Promise<void> {
  const { id: environmentId } = ctx.environment
  // The properties that an application's tokens contain are cached with the application.
  const changed = applicationCacheKey(environmentId)
  await ctx.db.transaction().execute(async (db) => {
    const before = await lockProperty(db, id)
    if (!before) throw noSuchProperty()
    checkOwn(before)
    await work(db, before)
    await announceChange(db, changed)
  })
  ctx.cache.drop(changed)
}
