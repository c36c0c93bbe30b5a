import type { Context } from '#platform/context'
import { NotFound } from '#platform/errors'
import type { Translate } from '#platform/i18n'
import { tellOwner } from '#flows/security-mails'
import { listFactors, removeFactor, type Factor } from '#domain/factors'
import { lockUser, noSuchUser } from '#domain/users'

/**
 * Removes one factor of a person, and tells them. Their trusted browsers are asked again; sessions go on, because a reset
 * helps a person who lost a device, and signing them out is an act of its own.
 *
 * @throws {NotFound} `USER_NOT_FOUND`; `FACTOR_NOT_FOUND`, also for the factor of another person
 */
export async function resetFactor(
  ctx: Context,
  { userId, factorId }: { readonly userId: string; readonly factorId: string },
): Promise<void> {
  await ctx.db.transaction().execute(async (db) => {
    if (!(await lockUser(db, userId))) throw noSuchUser()
    const factor = (await listFactors(db, userId)).find(({ id }) => id === factorId)
    if (!factor || (await removeFactor(db, { userId, factorId })) === undefined) throw noSuchFactor()
    await tellOwner({ ...ctx, db }, { userId, change: 'factor_removed', subject: wordsOf(factor) })
  })
}

function wordsOf({ kind, address = '' }: Factor) {
  return (t: Translate) => t(`reset.factor.${kind}`, { address })
}

function noSuchFactor(): NotFound {
  return new NotFound('FACTOR_NOT_FOUND', 'No such factor of this user.')
}
