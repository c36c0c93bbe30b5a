import { endSession } from './end-session.ts'
import type { SignOutContext } from './record-sign-out.ts'

/** Does what `endSession` does, in a transaction of its own. */
export function signOutSession(ctx: SignOutContext, signOut: Parameters<typeof endSession>[1]): Promise<boolean> {
  return ctx.db.transaction().execute((db) => endSession({ ...ctx, db }, signOut))
}
