import { z } from 'zod'
import type { Context } from '#platform/context'
import { endpoint, openCursor, pageOf, sealCursor, success, SuccessEnvelope, successOf } from '#platform/http'
import { apiAuthor } from '#platform/outbox'
import {
  ApplicationId,
  ApplicationList,
  ApplicationParams,
  changeMethods,
  clientIdOf,
  findApplication,
  ListedApplication,
  listSignInApplications,
  noSuchApplication,
  type Application,
} from '#domain/applications'
import { settingsFor, type ResolvedSettings } from '#domain/settings'
import { getConnection } from '../get-connection.ts'
import { INHERITED, methodsOf } from '../method.ts'
import { listConnections } from '../queries.ts'
import { ApplicationConnectionParams, ConnectionParams, ConnectionView, shownOf, Source } from '../schema.ts'
import { notSupported, switchMethods } from './switch-methods.ts'

const PATH = '/api/v1/applications/{application_id}/connections'
const ID_PATH = `${PATH}/{connection_id}` as const
const TAG = 'Applications'
const OWN = 'Not part of the published contract: an operation of our own.'
const NOT_FOUND = { 404: ['APPLICATION_NOT_FOUND', 'CONNECTION_NOT_FOUND'] } as const
const NOT_SUPPORTED = { 400: ['CONNECTIONS_NOT_SUPPORTED'] } as const
const Place = z.tuple([z.string(), z.uuid()])

async function applicationOf(ctx: Pick<Context, 'db' | 'environment'>, id: string): Promise<Application> {
  const found = await findApplication(ctx.db, ctx.environment, id)
  if (!found) throw noSuchApplication()
  return found
}

function sourceOf({ origins: { emailMethod, signInIdentities } }: ResolvedSettings): Source {
  const levels: readonly string[] = [emailMethod, signInIdentities]
  if (levels.includes('application')) return 'application'
  return levels.includes('environment') ? 'environment' : 'default'
}

const listing = endpoint({
  method: 'get',
  path: PATH,
  operationId: 'GetApplicationConnections',
  tag: TAG,
  summary: 'List the connections of an application',
  description: 'Those by which people sign in to it, whether it or its environment says so.',
  scope: 'read:application_connections',
  params: ApplicationParams,
  answers: [200, successOf({ connections: z.array(ConnectionView), has_more: z.boolean() })],
  errors: { 404: ['APPLICATION_NOT_FOUND'] },
  async handle(ctx, { params }) {
    const { type, settings } = await applicationOf(ctx, params.application_id)
    const methods = type === 'm2m' ? [] : methodsOf(settings.values)
    const connections = (await listConnections(ctx.db)).filter(({ method }) => methods.includes(method))
    return success({ connections: connections.map(shownOf), has_more: false })
  },
})

const enabling = endpoint({
  method: 'post',
  path: ID_PATH,
  operationId: 'EnableConnection',
  tag: TAG,
  summary: 'Enable a connection for an application',
  description:
    'An application has codes or passwords, over email addresses and usernames together: a code takes the place of ' +
    'passwords, and a password that of codes.',
  scope: 'create:application_connections',
  params: ApplicationConnectionParams,
  answers: [200, SuccessEnvelope],
  errors: { ...NOT_FOUND, ...NOT_SUPPORTED, 409: ['NO_SMS_PROVIDER'] },
  async handle(ctx, { params: { application_id: id, connection_id }, actor }) {
    const { method } = await getConnection(ctx.db, connection_id)
    await switchMethods(ctx, apiAuthor(actor), { method, applications: [{ id, isOn: true }] })
    return success()
  },
})

const removal = endpoint({
  method: 'delete',
  path: ID_PATH,
  operationId: 'RemoveConnection',
  tag: TAG,
  summary: 'Turn off a connection for an application',
  description: 'The last one stays: nobody could sign in.',
  scope: 'delete:application_connections',
  params: ApplicationConnectionParams,
  answers: [200, SuccessEnvelope],
  errors: { ...NOT_FOUND, ...NOT_SUPPORTED, 409: ['LAST_CONNECTION'] },
  async handle(ctx, { params: { application_id: id, connection_id }, actor }) {
    const { method } = await getConnection(ctx.db, connection_id)
    await switchMethods(ctx, apiAuthor(actor), { method, applications: [{ id, isOn: false }] })
    return success()
  },
})

const reset = endpoint({
  method: 'delete',
  path: PATH,
  operationId: 'resetApplicationConnections',
  tag: TAG,
  summary: 'Return an application to the connections of its environment',
  description: OWN,
  scope: 'delete:application_connections',
  params: ApplicationParams,
  answers: [200, SuccessEnvelope],
  errors: { 404: ['APPLICATION_NOT_FOUND'], ...NOT_SUPPORTED },
  async handle(ctx, { params: { application_id: id }, actor }) {
    const changeOf = ({ type }: Application) => {
      if (type === 'm2m') throw notSupported()
      return INHERITED
    }
    await changeMethods(ctx, apiAuthor(actor), [{ id, changeOf }])
    return success()
  },
})

const applicationsOfConnection = endpoint({
  method: 'get',
  path: '/api/v1/connections/{connection_id}/applications',
  operationId: 'getConnectionApplications',
  tag: 'Connections',
  summary: 'List the applications of a connection',
  description: `Every application that people sign in to, with whether they may by this connection. ${OWN}`,
  scope: 'read:application_connections',
  params: ConnectionParams,
  query: ApplicationList,
  answers: [
    200,
    successOf({
      applications: z.array(z.object({ ...ListedApplication.shape, is_enabled: z.boolean(), source: Source })),
      next_token: z.string().optional(),
    }),
  ],
  errors: { 400: ['INVALID_CURSOR'], 404: ['CONNECTION_NOT_FOUND'] },
  async handle(ctx, { params, query: { sort, page_size: size, next_token: token } }) {
    const { db, sealer, environment } = ctx
    const { method } = await getConnection(db, params.connection_id)
    const order = sort === 'name_desc' ? 'desc' : 'asc'
    const list = { operation: 'getConnectionApplications', filter: { order } }
    const after = token === undefined ? undefined : openCursor(sealer, list, { cursor: token, position: Place })
    const place = after && { name: after[0], id: after[1] }
    const { page, last } = pageOf(await listSignInApplications(db, { order, after: place, limit: size + 1 }), size)
    const above = { business: environment.businessSettings, environment: environment.settings }
    return success({
      applications: page.map(({ id, name, type, settings: own }) => {
        const settings = settingsFor({ ...above, application: own })
        const isEnabled = methodsOf(settings.values).includes(method)
        return { id: clientIdOf(id), name, type, is_enabled: isEnabled, source: sourceOf(settings) }
      }),
      ...(last ? { next_token: sealCursor(sealer, list, [last.name, last.id]) } : {}),
    })
  },
})

const Change = z.strictObject({ id: ApplicationId, is_enabled: z.boolean() })

const applicationsUpdate = endpoint({
  method: 'patch',
  path: '/api/v1/connections/{connection_id}/applications',
  operationId: 'updateConnectionApplications',
  tag: 'Connections',
  summary: 'Switch a connection for several applications',
  description: `All of them or none; each has a set of its own from then on. ${OWN}`,
  scope: 'create:application_connections',
  params: ConnectionParams,
  body: z.strictObject({ applications: z.array(Change).min(1).max(100) }),
  answers: [200, SuccessEnvelope],
  errors: { ...NOT_FOUND, ...NOT_SUPPORTED, 409: ['LAST_CONNECTION', 'NO_SMS_PROVIDER'] },
  async handle(ctx, { params, body, actor }) {
    const { method } = await getConnection(ctx.db, params.connection_id)
    const applications = body.applications.map(({ id, is_enabled: isOn }) => ({ id, isOn }))
    await switchMethods(ctx, apiAuthor(actor), { method, applications })
    return success()
  },
})

export const applicationConnectionRoutes = [
  listing,
  enabling,
  removal,
  reset,
  applicationsOfConnection,
  applicationsUpdate,
]
