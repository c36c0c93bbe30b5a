import { z } from 'zod'
import { endpoint, success, successOf } from '#platform/http'
import { subjectOf } from '#platform/ids'
import { ApplicationParams, findApplication, noSuchApplication } from '#domain/applications'
import { readDeliveries } from './delivery-queries.ts'

const MOST_LISTED = 20

const WaitingView = z.object({
  id: z.string().meta({ description: 'Also the `jti` of each logout token of the notice.' }),
  user_id: z.string(),
  created_on: z.string(),
  next_try_on: z.string(),
  tries: z.int(),
  problem: z.string().nullable().meta({ description: 'The failure of the last try, such as `HTTP_500`.' }),
})

const deliveries = endpoint({
  method: 'get',
  path: '/api/v1/applications/{application_id}/backchannel_logout/deliveries',
  operationId: 'getBackchannelLogoutDeliveries',
  tag: 'Applications',
  summary: 'Get how an application takes notices of sign-outs',
  description:
    `When it last accepted one, when and why the last try failed, and at most ${String(MOST_LISTED)} notices that are tried ` +
    'again, the next one first. A notice that was given up is an event, `application.backchannel_logout_failed`. Not part ' +
    'of the published contract: an operation of our own.',
  scope: 'read:applications',
  params: ApplicationParams,
  answers: [
    200,
    successOf({
      delivered_on: z.string().nullable(),
      failed_on: z.string().nullable(),
      problem: z.string().nullable(),
      waiting: z.array(WaitingView),
    }),
  ],
  errors: { 404: ['APPLICATION_NOT_FOUND'] },
  async handle({ db, environment }, { params: { application_id: applicationId } }) {
    if (!(await findApplication(db, environment, applicationId))) throw noSuchApplication()
    const { deliveredAt, failedAt, problem, waiting } = await readDeliveries(db, { applicationId, limit: MOST_LISTED })
    return success({
      delivered_on: deliveredAt?.toISOString() ?? null,
      failed_on: failedAt?.toISOString() ?? null,
      problem: problem ?? null,
      waiting: waiting.map((notice) => ({
        id: notice.id,
        user_id: subjectOf(notice.userId),
        created_on: notice.createdAt.toISOString(),
        next_try_on: notice.dueAt.toISOString(),
        tries: notice.tries,
        problem: notice.problem ?? null,
      })),
    })
  },
})

export const logoutDeliveryRoutes = [deliveries]
