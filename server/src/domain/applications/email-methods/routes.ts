import { z } from 'zod'
import { endpoint, openCursor, pageOf, sealCursor, success, SuccessEnvelope, successOf } from '#platform/http'
import { apiAuthor } from '#platform/outbox'
import { settingsFor, settingsSchema } from '#domain/settings'
import { clientIdOf } from '../application.ts'
import { listSignInApplications } from '../views.ts'
import { ApplicationId, ApplicationList, ListedApplication } from '../schema.ts'
import { changeMethods } from './change-methods.ts'

const PATH = '/api/v1/email_methods'
const OWN = 'Not part of the published contract: an operation of our own.'
const METHOD = settingsSchema('application', { email_method: 'emailMethod' })
const Place = z.tuple([z.string(), z.uuid()])

const listing = endpoint({
  method: 'get',
  path: PATH,
  operationId: 'getEmailMethods',
  tag: 'Applications',
  summary: 'List the email method of each application',
  description: `Of the applications that people sign in to, each with the level that decides. ${OWN}`,
  scope: 'read:applications',
  query: ApplicationList,
  answers: [
    200,
    successOf({
      applications: z.array(z.object({ ...ListedApplication.shape, ...METHOD.view.shape })),
      next_token: z.string().optional(),
    }),
  ],
  errors: { 400: ['INVALID_CURSOR'] },
  async handle({ db, sealer, environment }, { query: { sort, page_size: size, next_token: token } }) {
    const order = sort === 'name_desc' ? 'desc' : 'asc'
    const list = { operation: 'getEmailMethods', filter: { order } }
    const after = token === undefined ? undefined : openCursor(sealer, list, { cursor: token, position: Place })
    const place = after && { name: after[0], id: after[1] }
    const rows = await listSignInApplications(db, { order, after: place, limit: size + 1 })
    const { page, last } = pageOf(rows, size)
    const above = { business: environment.businessSettings, environment: environment.settings }
    return success({
      applications: page.map(({ id, name, type, settings }) => ({
        id: clientIdOf(id),
        name,
        type,
        ...METHOD.viewOf(settingsFor({ ...above, application: settings }), settingsFor(above)),
      })),
      ...(last ? { next_token: sealCursor(sealer, list, [last.name, last.id]) } : {}),
    })
  },
})

const Change = z.strictObject({ id: ApplicationId, email_method: z.enum(['email:otp', 'email:password']).nullable() })

const update = endpoint({
  method: 'patch',
  path: PATH,
  operationId: 'updateEmailMethods',
  tag: 'Applications',
  summary: 'Set the email method of several applications',
  description:
    'All of them or none. `email_method` is `email:otp` (a code by mail) or `email:password`, never both for one ' +
    `application; \`null\`: that of the environment. ${OWN}`,
  scope: 'update:applications',
  body: z.strictObject({ applications: z.array(Change).min(1).max(100) }),
  answers: [200, SuccessEnvelope],
  errors: { 404: ['APPLICATION_NOT_FOUND'] },
  async handle(ctx, { body: { applications }, actor }) {
    const changes = applications.map(({ id, ...change }) => ({ id, changeOf: () => METHOD.changeOf(change) }))
    await changeMethods(ctx, apiAuthor(actor), changes)
    return success()
  },
})

export const emailMethodRoutes = [listing, update]
