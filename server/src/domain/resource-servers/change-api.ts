import type { Context } from '#platform/context'
import { announceChange, type Db } from '#platform/db'
import type { Author } from '#platform/outbox'
import { applicationCacheKey } from '#domain/applications'
import { recordApiEvent, type ApiEvent } from './events.ts'
import { managementApi } from './management-api.ts'
import { lockApi, type ApiKey } from './queries.ts'
import { authorizationCacheKey, noSuchApi, type ResourceServer } from './resource-server.ts'

export type ApiContext = Pick<Context, 'db' | 'clock' | 'cache' | 'environment'>

export interface ApiTarget {
  readonly apiId: string
  readonly author: Author
}

/** A locked API, and the transaction that holds the lock. */
export interface LockedApi {
  readonly db: Db
  readonly api: ResourceServer
  readonly key: ApiKey
  readonly now: Date
  readonly author: Author
  readonly record: (event: Pick<ApiEvent, 'type' | 'payload'>) => Promise<void>
}

/**
 * Runs `work` in a transaction that locks the API, and makes every process read the authorisations again.
 *
 * @throws {NotFound} `API_NOT_FOUND`
 */
export async function changeApi(
  ctx: ApiContext,
  { apiId, author }: ApiTarget,
  work: (locked: LockedApi) => Promise<void>,
): Promise<void> {
  const { environment } = ctx
  const key = { apiId }
  const now = ctx.clock()
  // An application's scopes of the Management API are cached with the application.
  const changed = apiId === environment.id ? applicationCacheKey(environment.id) : authorizationCacheKey(environment.id)
  await ctx.db.transaction().execute(async (db) => {
    const api = apiId === environment.id ? managementApi(environment) : await lockApi(db, key)
    if (!api) throw noSuchApi()
    const record: LockedApi['record'] = (event) => recordApiEvent(db, key, { ...event, occurredAt: now, author })
    await work({ db, api, key, now, author, record })
    await announceChange(db, changed)
  })
  ctx.cache.drop(changed)
}
