import { endSessionsOfUser } from './end-sessions-of-user.ts'
import type { SignOutContext } from './record-sign-out.ts'

/** Does what `endSessionsOfUser` does, in a transaction of its own. */
export function signOutUser(ctx: SignOutContext, signOut: Parameters<typeof endSessionsOfUser>[1]): Promise<void> {
  return ctx.db.transaction().execute((db) => endSessionsOfUser({ ...ctx, db }, signOut))
}
