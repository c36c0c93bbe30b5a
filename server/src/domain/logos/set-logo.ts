import { sha256Hex } from '#platform/crypto'
import { rewriteImage } from '#platform/images'
import { type LogoChangeContext, type LogoTarget, recordLogoEvent } from './logo-change.ts'
import { LOGO_BOX } from './logo.ts'
import { writeLogo } from './queries.ts'

/**
 * Sets a logo in place of the one there was.
 *
 * @throws {InvalidInput} `UNSUPPORTED_IMAGE`, `IMAGE_TOO_LARGE`
 * @throws {Unavailable} `IMAGE_QUEUE_FULL`
 */
export async function setLogo(
  ctx: LogoChangeContext,
  target: LogoTarget,
  { name, bytes }: { readonly name: string; readonly bytes: Uint8Array },
): Promise<void> {
  const image = await rewriteImage(bytes, LOGO_BOX)
  const { theme } = target
  const logo = { theme, fileName: name, image, digest: sha256Hex(image).slice(0, 32), createdAt: ctx.clock() }
  await ctx.db.transaction().execute(async (db) => {
    await writeLogo(db, target, logo)
    await recordLogoEvent({ ...ctx, db }, target, 'logo.updated')
  })
  ctx.cache.drop('host:')
}
