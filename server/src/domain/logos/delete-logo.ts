import { type LogoChangeContext, type LogoTarget, recordLogoEvent } from './logo-change.ts'
import { removeLogo } from './queries.ts'

/** Removes a logo; false when there was none. */
export async function deleteLogo(ctx: LogoChangeContext, target: LogoTarget): Promise<boolean> {
  const isRemoved = await ctx.db.transaction().execute(async (db) => {
    const wasThere = await removeLogo(db, target, target.theme)
    if (wasThere) await recordLogoEvent({ ...ctx, db }, target, 'logo.deleted')
    return wasThere
  })
  ctx.cache.drop('host:')
  return isRemoved
}
