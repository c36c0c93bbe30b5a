import type { Context } from '#platform/context'
import { announceChange, type Db } from '#platform/db'
import type { Author } from '#platform/outbox'
import { settingsFor } from '#domain/settings'
import { applicationCacheKey, mayHaveWildcards, noSuchApplication } from '../application.ts'
import { recordApplicationEvent } from '../events.ts'
import { checkAllowedUrls, checkCount } from './allowed-url.ts'
import { appendUrls, deleteUrls, writeUrls, type ListKey, type UrlList } from './queries.ts'

type Dependencies = Pick<Context, 'db' | 'clock' | 'cache' | 'environment'>

interface Target {
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

/**
 * Adds the URLs that are not on the list yet, at its end.
 * @throws {NotFound} `APPLICATION_NOT_FOUND`; see `checkAllowedUrls`
 */
export async function addAllowedUrls(ctx: Dependencies, target: Target, urls: readonly string[]): Promise<void> {
  checkAllowedUrls(urls, urlRulesOf(ctx))
  await change(ctx, target, (db, key, now) => appendUrls(db, key, [...new Set(urls)], now))
}

/**
 * Replaces the whole list by `urls`.
 * @throws {NotFound} `APPLICATION_NOT_FOUND`; see `checkAllowedUrls`
 */
export async function replaceAllowedUrls(ctx: Dependencies, target: Target, urls: readonly string[]): Promise<void> {
  checkAllowedUrls(urls, urlRulesOf(ctx))
  await change(ctx, target, (db, key, now) => writeUrls(db, key, [...new Set(urls)], now))
}

/**
 * Removes the URLs between the commas of `separated`; a URL that is not on the list changes nothing.
 *
 * @throws {NotFound} `APPLICATION_NOT_FOUND`
 */
export async function removeAllowedUrls(ctx: Dependencies, target: Target, separated: string): Promise<void> {
  await change(ctx, target, (db, key, now) => deleteUrls(db, key, separated, now))
}

async function change(ctx: Dependencies, { applicationId, list, author }: Target, write: Write): Promise<void> {
  const environmentId = ctx.environment.id
  const now = ctx.clock()
  await ctx.db.transaction().execute(async (db) => {
    const count = await write(db, { environmentId, applicationId, list }, now)
    if (count === undefined) throw noSuchApplication()
    checkCount(count)
    const event = { type: 'application.updated', occurredAt: now, author, payload: { fields: [list] } } as const
    await recordApplicationEvent(db, { environmentId, applicationId }, event)
    await announceChange(db, applicationCacheKey(environmentId))
  })
  ctx.cache.drop(applicationCacheKey(environmentId))
}
