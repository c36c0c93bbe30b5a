import { checkAllowedUrls } from './allowed-url.ts'
import {
  type AllowedUrlsContext,
  type AllowedUrlsTarget,
  urlRulesOf,
  changeAllowedUrls,
} from './change-allowed-urls.ts'
import { writeUrls } from './queries.ts'

/**
 * Replaces the whole list by `urls`.
 * @throws {NotFound} `APPLICATION_NOT_FOUND`; see `checkAllowedUrls`
 */
export async function replaceAllowedUrls(
  ctx: AllowedUrlsContext,
  target: AllowedUrlsTarget,
  urls: readonly string[],
): Promise<void> {
  checkAllowedUrls(urls, urlRulesOf(ctx))
  await changeAllowedUrls(ctx, target, (db, key, now) => writeUrls(db, key, [...new Set(urls)], now))
}
