import { type Dependencies, type Target, changeAllowedUrls } from './change-allowed-urls.ts'
import { deleteUrls } from './queries.ts'

/**
 * Removes the URLs between the commas of `separated`; a URL that is not on the list changes nothing.
 *
 * @throws {NotFound} `APPLICATION_NOT_FOUND`
 */
export async function removeAllowedUrls(ctx: Dependencies, target: Target, separated: string): Promise<void> {
  await changeAllowedUrls(ctx, target, (db, key, now) => deleteUrls(db, key, separated, now))
}
