import { markClaimsChanged } from '#domain/users'
import type { FlagContext } from '../change-flags.ts'
import { type OverridePlace, changeOverrides } from './change-overrides.ts'
import { holdOverrider } from './hold-overrider.ts'
import { sayFlags } from './say-flags.ts'

/**
 * Overrides the value of a flag at one level. An override for a user appears at the user's next refresh; one for an
 * environment or an organization waits until the access token expires (P3-8, P3-9).
 *
 * @throws {NotFound} `FEATURE_FLAG_NOT_FOUND`, `ORGANIZATION_NOT_FOUND`, `USER_NOT_FOUND`
 * @throws {InvalidInput} `FLAG_OVERRIDE_NOT_ALLOWED`, `INVALID_FLAG_VALUE`
 */
export async function overrideFlag(
  ctx: FlagContext,
  { target, author }: OverridePlace,
  { key, text }: { readonly key: string; readonly text: string },
): Promise<void> {
  await changeOverrides(ctx, target, async (db) => {
    const overrider = await holdOverrider(db, target)
    await sayFlags({ ...ctx, db }, { overrider, author, texts: new Map([[key, text]]) })
    if (overrider.level === 'usr') await markClaimsChanged(db, overrider.userId, ctx.clock())
  })
}
