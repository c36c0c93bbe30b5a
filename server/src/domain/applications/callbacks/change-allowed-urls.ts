import type { Context } from '#platform/context'
import { announceChange, type Db } from '#platform/db'
import type { Author } from '#platform/outbox'
import { settingsFor } from '#domain/settings'
import { applicationCacheKey, mayHaveWildcards, noSuchApplication } from '../application.ts'
import { recordApplicationEvent } from '../events.ts'
import { checkCount } from './allowed-url.ts'
import { type ListKey, type UrlList } from './queries.ts'

export type AllowedUrlsContext = Pick<Context, 'db' | 'clock' | 'cache' | 'environment'>

export interface AllowedUrlsTarget {
  readonly applicationId: string
  readonly list: UrlList
  readonly author: Author
}

/** Returns the rules for the open parts of an entry in this environment. */
export function urlRulesOf({ environment }: Pick<Context, 'environment'>): { readonly hasWildcards: boolean } {
  const { values } = settingsFor({ environment: environment.settings })
  return { hasWildcards: mayHaveWildcards(environment, values) }
}

type Write = (db: Db, key: ListKey, now: Date) => Promise<number | undefined>

export async function changeAllowedUrls(
  ctx: AllowedUrlsContext,
  { applicationId, list, author }: AllowedUrlsTarget,
  write: Write,
): Promise<void> {
  const environmentId = ctx.environment.id
  const now = ctx.clock()
  await ctx.db.transaction().execute(async (db) => {
    const count = await write(db, { applicationId, list }, now)
    if (count === undefined) throw noSuchApplication()
    checkCount(count)
    const event = { type: 'application.updated', occurredAt: now, author, payload: { fields: [list] } } as const
    await recordApplicationEvent(db, { applicationId }, event)
    await announceChange(db, applicationCacheKey(environmentId))
  })
  ctx.cache.drop(applicationCacheKey(environmentId))
}
