import type { Context } from '#platform/context'
import { subjectOf } from '#platform/ids'
import type { Author } from '#platform/outbox'
import { lockUser, markClaimsChanged, noSuchUser } from '#domain/users'
import { writePropertyValues } from './write-property-values.ts'

export type UserValuesContext = Pick<Context, 'db' | 'clock' | 'cache' | 'environment'>

export interface Values {
  readonly author: Author
  readonly values: ReadonlyMap<string, string | undefined>
}

/**
 * Writes values of a user; their next refresh brings tokens that have them.
 *
 * @throws {NotFound} `USER_NOT_FOUND`, and as `writePropertyValues`
 */
export async function changeUserValues(ctx: UserValuesContext, userId: string, values: Values): Promise<void> {
  await ctx.db.transaction().execute(async (db) => {
    if (!(await lockUser(db, userId))) throw noSuchUser()
    const owner = { context: 'usr', id: userId, subject: subjectOf(userId) } as const
    await writePropertyValues({ ...ctx, db }, { ...values, owner })
    if (values.values.size > 0) await markClaimsChanged(db, userId, ctx.clock())
  })
}
