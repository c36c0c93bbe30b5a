import { addSeconds } from '#platform/clock'
import { digestOf, newToken } from '#platform/crypto'
import { cookieNames, readCookie, type RequestContext } from '#platform/http'
import { newId, subjectOf } from '#platform/ids'
import { setSessionCookie } from '#flows/signin'
import { readConsoleApplication } from '#domain/applications'
import { endSession, insertSession, readSession, readSessionPolicy } from '#domain/sessions'
import { LONGEST_SECONDS } from './console-session.ts'

/**
 * Signs somebody in who created their account and its password just now: they hold the one-time link that leads here. A
 * session that the browser had before ends.
 */
export async function startConsoleSession(c: RequestContext, userId: string): Promise<void> {
  const { ctx } = c.var
  const application = await readConsoleApplication(ctx)
  const before = await readSession(ctx, readCookie(c, cookieNames(ctx).session))
  const token = newToken()
  const id = newId()
  const now = ctx.clock()
  await ctx.db.transaction().execute(async (db) => {
    const scoped = { ...ctx, db }
    if (before) {
      const author = { actor: { type: 'user', id: subjectOf(before.userId) }, source: 'user' } as const
      await endSession(scoped, { id: before.id, userId: before.userId, author })
    }
    await insertSession(db, {
      id,
      userId,
      applicationId: application.id,
      issuer: ctx.issuer,
      tokenDigest: digestOf(token),
      method: 'email:password',
      // The password was chosen, not shown.
      amr: [],
      authenticatedAt: now,
      expiresAt: addSeconds(now, LONGEST_SECONDS),
      requester: ctx.requester,
    })
  })
  setSessionCookie(c, token, await readSessionPolicy(ctx, { sessionId: id, application }))
}
