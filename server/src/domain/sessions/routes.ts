import { z } from 'zod'
import type { Context } from '#platform/context'
import { endpoint, success, SuccessEnvelope, successOf } from '#platform/http'
import { apiAuthor } from '#platform/outbox'
import { noSuchUser, UserParams } from '#domain/users'
import { signOutSession } from './sign-out-session.ts'
import { signOutUser } from './sign-out-user.ts'
import { noSuchSession, SessionParams, SessionView, viewOf } from './schema.ts'
import { isUser, listSessions } from './views.ts'

const PATH = '/api/v1/users/{user_id}/sessions'
/** The largest answer. The published operation has no pages, and only an attacked user has more sessions. */
const MOST_LISTED = 500

const listing = endpoint({
  method: 'get',
  path: PATH,
  operationId: 'GetUserSessions',
  tag: 'Users',
  summary: 'List the sessions of a user',
  description:
    `Those that have not ended, the one that was used last first, at most ${String(MOST_LISTED)}. ` +
    '`org_code` is the organization that was entered last, `client_id` the application that it was opened for, ' +
    'also after that was deleted.',
  scope: 'read:user_sessions',
  params: UserParams,
  answers: [200, successOf({ sessions: z.array(SessionView), has_more: z.boolean() })],
  errors: { 404: ['USER_NOT_FOUND'] },
  async handle(ctx, { params: { user_id: userId } }) {
    await checkUser(ctx, userId)
    const limit = MOST_LISTED + 1
    const found = await listSessions(ctx.db, { userId, now: ctx.clock(), limit })
    const sessions = found.slice(0, MOST_LISTED).map((session) => viewOf(session, userId))
    return success({ sessions, has_more: found.length > MOST_LISTED })
  },
})

const deletion = endpoint({
  method: 'delete',
  path: PATH,
  operationId: 'DeleteUserSessions',
  tag: 'Users',
  summary: 'Sign a user out everywhere',
  description:
    'Ends every session with everything that the user allowed an application: access tokens stop at our own endpoints ' +
    'at once, and no refresh token works any more, those of devices included.',
  scope: 'delete:user_sessions',
  params: UserParams,
  answers: [200, SuccessEnvelope],
  errors: { 404: ['USER_NOT_FOUND'] },
  async handle(ctx, { params: { user_id: userId }, actor }) {
    await checkUser(ctx, userId)
    const author = apiAuthor(actor)
    await signOutUser(ctx, { userId, author })
    return success()
  },
})

const oneDeletion = endpoint({
  method: 'delete',
  path: `${PATH}/{session_id}`,
  operationId: 'deleteUserSession',
  tag: 'Users',
  summary: 'End one session of a user',
  description:
    'With what was allowed to applications in it; other sessions go on. Not part of the published contract: an operation of our own.',
  scope: 'delete:user_sessions',
  params: SessionParams,
  answers: [200, SuccessEnvelope],
  errors: { 404: ['USER_NOT_FOUND', 'SESSION_NOT_FOUND'] },
  async handle(ctx, { params: { user_id: userId, session_id: id }, actor }) {
    await checkUser(ctx, userId)
    const author = apiAuthor(actor)
    const isEnded = await signOutSession(ctx, { id, userId, author })
    if (!isEnded) throw noSuchSession()
    return success()
  },
})

async function checkUser({ db }: Pick<Context, 'db'>, userId: string): Promise<void> {
  if (!(await isUser(db, userId))) throw noSuchUser()
}

export const sessionRoutes = [listing, deletion, oneDeletion]
