import type { Context } from '#platform/context'
import { tellOwner } from '#flows/security-mails'
import { countRecoveryCodes, listFactors, removeFactorsOf } from '#domain/factors'
import { lockUser, noSuchUser } from '#domain/users'

/**
 * Removes every factor of a person with the recovery codes, and tells them (M5-17). The next sign-in asks them to set one
 * up where the policy says so. Passkeys stay: they have operations of their own. Does nothing for a person without any.
 *
 * @throws {NotFound} `USER_NOT_FOUND`
 */
export async function resetFactors(ctx: Context, userId: string): Promise<void> {
  await ctx.db.transaction().execute(async (db) => {
    if (!(await lockUser(db, userId))) throw noSuchUser()
    const hadAny = (await listFactors(db, userId)).length > 0 || (await countRecoveryCodes(db, userId)) > 0
    await removeFactorsOf(db, userId)
    if (hadAny) await tellOwner({ ...ctx, db }, { userId, change: 'factors_reset' })
  })
}
