import { addSeconds } from '#platform/clock'
import type { Context } from '#platform/context'
import { digestOf, newToken } from '#platform/crypto'
import { newId, subjectOf } from '#platform/ids'
import { endSession, insertSession, renewSession, type Session } from '#domain/sessions'
import type { Authentication } from './grant-code.ts'

/** The longest a session lives after a sign-in, however active it is. */
const SESSION_LIFETIME_SECONDS = 30 * 86_400

interface SignIn {
  readonly userId: string
  readonly applicationId: string
  /** The session this browser had before, if any. */
  readonly previous: Session | undefined
  /** The proof that was really given. The session counts as that, whatever the application asks for (P8-3). */
  readonly method: 'email:password' | 'email:code'
  readonly amr: readonly string[]
}

/**
 * The session of a sign-in. Whoever signs in again in the same browser keeps theirs, so that one sign-out still ends all
 * that came before; somebody else's ends. Runs in the caller's transaction.
 */
export async function openSession(
  ctx: Context,
  { userId, applicationId, previous, method, amr }: SignIn,
): Promise<Omit<Authentication, 'userId'> & { readonly token: string }> {
  const token = newToken()
  const authenticatedAt = ctx.clock()
  const proof = {
    tokenDigest: digestOf(token),
    method,
    amr,
    authenticatedAt,
    expiresAt: addSeconds(authenticatedAt, SESSION_LIFETIME_SECONDS),
    requester: ctx.requester,
  }
  const sessionId = (await keepSession(ctx, { userId, previous, proof })) ?? newId()
  if (sessionId !== previous?.id) {
    const opened = { id: sessionId, userId, applicationId, issuer: ctx.issuer }
    await insertSession(ctx.db, ctx.environment.id, { ...opened, ...proof })
  }
  return { method, amr, authenticatedAt, sessionId, token }
}

type Proof = Omit<Parameters<typeof renewSession>[2], 'known'>

/** The id of the session that goes on; undefined where a new one begins. */
async function keepSession(
  ctx: Context,
  { userId, previous, proof }: { userId: string; previous: Session | undefined; proof: Proof },
): Promise<string | undefined> {
  if (!previous) return undefined
  if (previous.userId === userId) {
    return (await renewSession(ctx.db, ctx.environment.id, { known: previous, ...proof })) ? previous.id : undefined
  }
  const actor = { type: 'user', id: subjectOf(userId) } as const
  await endSession(ctx, { id: previous.id, userId: previous.userId, author: { actor, source: 'user' } })
  return undefined
}
