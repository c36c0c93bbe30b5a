import { type AllowedUrlsContext, type AllowedUrlsTarget, changeAllowedUrls } from './change-allowed-urls.ts'
import { deleteUrls } from './queries.ts'

/**
 * Removes the URLs between the commas of `separated`; a URL that is not on the list changes nothing.
 *
 * @throws {NotFound} `APPLICATION_NOT_FOUND`
 */
export async function removeAllowedUrls(
  ctx: AllowedUrlsContext,
  target: AllowedUrlsTarget,
  separated: string,
): Promise<void> {
  await changeAllowedUrls(ctx, target, (db, key, now) => deleteUrls(db, key, separated, now))
}
