import { z } from 'zod'
import type { Context } from '#platform/context'
import { endpoint, success, SuccessEnvelope, successOf } from '#platform/http'
import { apiAuthor } from '#platform/outbox'
import { ApplicationParams, findApplication, noSuchApplication } from '#domain/applications'
import { isUser, noSuchUser, UserParams } from '#domain/users'
import { endGrant } from './end-grant.ts'
import { GrantParams, GrantView, viewOf } from './schema.ts'
import { countPeopleOf, FIGURES_MOST, listGrants } from './views.ts'

const PATH = '/api/v1/users/{user_id}/grants'
const OWN = 'Not part of the published contract: an operation of our own.'
const MOST_LISTED = 500

const listing = endpoint({
  method: 'get',
  path: PATH,
  operationId: 'getUserGrants',
  tag: 'Users',
  summary: 'List what a user allows applications and devices',
  description: `Grants in force, the latest first, at most ${String(MOST_LISTED)}. Every token hangs on one. ${OWN}`,
  scope: 'read:user_sessions',
  params: UserParams,
  answers: [200, successOf({ grants: z.array(GrantView), has_more: z.boolean() })],
  errors: { 404: ['USER_NOT_FOUND'] },
  async handle(ctx, { params: { user_id: userId } }) {
    await checkUser(ctx, userId)
    const found = await listGrants(ctx.db, { userId, limit: MOST_LISTED + 1 })
    return success({ grants: found.slice(0, MOST_LISTED).map(viewOf), has_more: found.length > MOST_LISTED })
  },
})

const deletion = endpoint({
  method: 'delete',
  path: `${PATH}/{grant_id}`,
  operationId: 'deleteUserGrant',
  tag: 'Users',
  summary: 'End one grant of a user',
  description:
    'Its access tokens stop at our own endpoints at once and its refresh tokens for good; a device has to ask anew. ' +
    `The session in the browser goes on. ${OWN}`,
  scope: 'delete:user_sessions',
  params: GrantParams,
  answers: [200, SuccessEnvelope],
  errors: { 404: ['GRANT_NOT_FOUND', 'USER_NOT_FOUND'] },
  async handle(ctx, { params: { user_id: userId, grant_id: id }, actor }) {
    await checkUser(ctx, userId)
    await endGrant(ctx, { id, userId, author: apiAuthor(actor) })
    return success()
  },
})

async function checkUser({ db }: Pick<Context, 'db'>, userId: string): Promise<void> {
  if (!(await isUser(db, userId))) throw noSuchUser()
}

const figures = endpoint({
  method: 'get',
  path: '/api/v1/applications/{application_id}/figures',
  operationId: 'getApplicationFigures',
  tag: 'Applications',
  summary: 'Count the people who are signed in to an application',
  description: `Its deletion signs them out of it. ${OWN}`,
  scope: 'read:applications',
  params: ApplicationParams,
  answers: [
    200,
    successOf({
      figures: z.object({
        people: z.int().meta({
          description:
            'People with a grant in force, also one of a device. ' +
            `${String(FIGURES_MOST + 1)} means more than ${String(FIGURES_MOST)}.`,
        }),
      }),
    }),
  ],
  errors: { 404: ['APPLICATION_NOT_FOUND'] },
  async handle({ db, environment }, { params: { application_id: applicationId } }) {
    if (!(await findApplication(db, environment, applicationId))) throw noSuchApplication()
    return success({ figures: { people: await countPeopleOf(db, applicationId) } })
  },
})

export const grantRoutes = [listing, deletion, figures]
