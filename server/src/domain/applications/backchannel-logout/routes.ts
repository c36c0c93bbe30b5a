import { z } from 'zod'
import { endpoint, success, SuccessEnvelope, successOf } from '#platform/http'
import { apiAuthor } from '#platform/outbox'
import { noSuchApplication } from '../application.ts'
import { URL_CODES } from '../callbacks/index.ts'
import { findApplication } from '../queries.ts'
import { ApplicationParams } from '../schema.ts'
import { updateApplication } from '../update-application.ts'
import { checkLogoutTarget } from './check-logout-target.ts'

const PATH = '/api/v1/applications/{application_id}/backchannel_logout'
const OWN = 'Not part of the published contract: an operation of our own.'

const reading = endpoint({
  method: 'get',
  path: PATH,
  operationId: 'getBackchannelLogout',
  tag: 'Applications',
  summary: 'Get where an application is told of sign-outs',
  description: `OpenID Connect Back-Channel Logout 1.0. ${OWN}`,
  scope: 'read:applications',
  params: ApplicationParams,
  answers: [200, successOf({ backchannel_logout_uri: z.string().nullable() })],
  errors: { 404: ['APPLICATION_NOT_FOUND'] },
  async handle({ db, environment }, { params }) {
    const application = await findApplication(db, environment, params.application_id)
    if (!application) throw noSuchApplication()
    return success({ backchannel_logout_uri: application.backchannelLogoutUri ?? null })
  },
})

const replacement = endpoint({
  method: 'put',
  path: PATH,
  operationId: 'replaceBackchannelLogout',
  tag: 'Applications',
  summary: 'Set where an application is told of sign-outs',
  description:
    'When a session ends in which the application took part, a logout token is posted there as `logout_token`, until it ' +
    'is answered by 200 or 204, for almost a day. Its `sid` is that of the ID tokens, which have one from now on. ' +
    `\`null\` or empty: it is not told. ${OWN}`,
  scope: 'update:applications',
  params: ApplicationParams,
  body: z.strictObject({ backchannel_logout_uri: z.string().nullable() }),
  answers: [200, SuccessEnvelope],
  errors: { 400: [...URL_CODES, 'URL_ADDRESS_NOT_ALLOWED'], 404: ['APPLICATION_NOT_FOUND'] },
  async handle(ctx, { params, body, actor }) {
    const { backchannel_logout_uri: sent } = body
    const backchannelLogoutUri = sent === '' ? null : sent
    if (backchannelLogoutUri !== null) checkLogoutTarget(ctx, backchannelLogoutUri)
    const target = { applicationId: params.application_id, author: apiAuthor(actor) }
    await updateApplication(ctx, target, { backchannelLogoutUri })
    return success()
  },
})

export const backchannelLogoutRoutes = [reading, replacement]
