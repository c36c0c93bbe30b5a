import type { Context } from '#platform/context'
import { sha256Hex } from '#platform/crypto'
import { announceChange, type Db } from '#platform/db'
import { rewriteImage } from '#platform/images'
import { recordEvent, type Author } from '#platform/outbox'
import { LOGO_BOX, type LogoOwner, type Theme } from './logo.ts'
import { removeLogo, writeLogo } from './queries.ts'

type ChangeContext = Pick<Context, 'db' | 'clock' | 'cache'>

interface Target extends LogoOwner {
  readonly theme: Theme
  readonly author: Author
}

/**
 * Sets a logo in place of the one there was.
 *
 * @throws {InvalidInput} `UNSUPPORTED_IMAGE`, `IMAGE_TOO_LARGE`
 * @throws {Unavailable} `IMAGE_QUEUE_FULL`
 */
export async function setLogo(
  ctx: ChangeContext,
  target: Target,
  { name, bytes }: { readonly name: string; readonly bytes: Uint8Array },
): Promise<void> {
  const image = await rewriteImage(bytes, LOGO_BOX)
  const { theme } = target
  const logo = { theme, fileName: name, image, digest: sha256Hex(image).slice(0, 32), createdAt: ctx.clock() }
  await ctx.db.transaction().execute(async (db) => {
    await writeLogo(db, target, logo)
    await record({ ...ctx, db }, target, 'logo.updated')
  })
  ctx.cache.drop('host:')
}

/** Removes a logo; false when there was none. */
export async function deleteLogo(ctx: ChangeContext, target: Target): Promise<boolean> {
  const isRemoved = await ctx.db.transaction().execute(async (db) => {
    const wasThere = await removeLogo(db, target, target.theme)
    if (wasThere) await record({ ...ctx, db }, target, 'logo.deleted')
    return wasThere
  })
  ctx.cache.drop('host:')
  return isRemoved
}

async function record(
  { db, clock }: { readonly db: Db; readonly clock: Context['clock'] },
  { environmentId, organizationId, theme, author }: Target,
  type: 'logo.updated' | 'logo.deleted',
): Promise<void> {
  const event = { type, occurredAt: clock(), ...author, payload: { type: theme } }
  await recordEvent(db, environmentId, organizationId === undefined ? event : { ...event, organizationId })
  // An environment comes with its logos where its host is looked up.
  await announceChange(db, 'host:')
}
