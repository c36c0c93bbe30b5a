import type { Context } from '#platform/context'
import { createUser, type NewUser } from './create-user.ts'

/** Does what `createUser` does, in a transaction of its own. */
export function addUser(
  ctx: Pick<Context, 'db' | 'clock' | 'environment'>,
  input: NewUser,
): Promise<{ readonly id: string }> {
  return ctx.db.transaction().execute((db) => createUser({ ...ctx, db }, input))
}
