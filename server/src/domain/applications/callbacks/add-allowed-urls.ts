import { checkAllowedUrls } from './allowed-url.ts'
import {
  type AllowedUrlsContext,
  type AllowedUrlsTarget,
  urlRulesOf,
  changeAllowedUrls,
} from './change-allowed-urls.ts'
import { appendUrls } from './queries.ts'

/**
 * Adds the URLs that are not on the list yet, at its end.
 * @throws {NotFound} `APPLICATION_NOT_FOUND`; see `checkAllowedUrls`
 */
export async function addAllowedUrls(
  ctx: AllowedUrlsContext,
  target: AllowedUrlsTarget,
  urls: readonly string[],
): Promise<void> {
  checkAllowedUrls(urls, urlRulesOf(ctx))
  await changeAllowedUrls(ctx, target, (db, key, now) => appendUrls(db, key, [...new Set(urls)], now))
}
