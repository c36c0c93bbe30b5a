import { z } from 'zod'
import { endpoint, success, SuccessEnvelope, successOf } from '#platform/http'
import { apiAuthor } from '#platform/outbox'
import { readOwnSettings, updateEnvironmentSettings } from '#domain/environments'
import { settingsFor } from '#domain/settings'
import type { Context } from '#platform/context'
import { getConnection } from '../get-connection.ts'
import { methodsOf } from '../method.ts'
import { listConnections } from '../queries.ts'
import { ConnectionParams, ConnectionView, shownOf } from '../schema.ts'
import { switchMethod } from '../switch-method.ts'

const PATH = '/api/v1/environment/connections'
const ID_PATH = `${PATH}/{connection_id}` as const
const TAG = 'Environments'
const OWN = 'Not part of the published contract: an operation of our own.'
const NOT_FOUND = { 404: ['CONNECTION_NOT_FOUND'] } as const

async function methodsNow(ctx: Pick<Context, 'database' | 'environment'>) {
  return settingsFor({ business: ctx.environment.businessSettings, environment: await readOwnSettings(ctx) }).values
}

const listing = endpoint({
  method: 'get',
  path: PATH,
  operationId: 'getEnvironmentConnections',
  tag: TAG,
  summary: 'List the connections of the environment',
  description: `Those by which people sign in to applications that have none of their own. ${OWN}`,
  scope: 'read:connections',
  answers: [200, successOf({ connections: z.array(ConnectionView) })],
  async handle(ctx) {
    const methods = methodsOf(await methodsNow(ctx))
    const connections = await listConnections(ctx.db)
    return success({ connections: connections.filter(({ method }) => methods.includes(method)).map(shownOf) })
  },
})

const enabling = endpoint({
  method: 'post',
  path: ID_PATH,
  operationId: 'enableEnvironmentConnection',
  tag: TAG,
  summary: 'Enable a connection for the environment',
  description: `A code takes the place of passwords, and a password that of codes. ${OWN}`,
  scope: 'update:environments',
  params: ConnectionParams,
  answers: [200, SuccessEnvelope],
  errors: { ...NOT_FOUND, 409: ['NO_SMS_PROVIDER'] },
  async handle(ctx, { params, actor }) {
    const { method } = await getConnection(ctx.db, params.connection_id)
    const change = switchMethod(ctx, await methodsNow(ctx), { method, isOn: true })
    await updateEnvironmentSettings(ctx, apiAuthor(actor), change)
    return success()
  },
})

const removal = endpoint({
  method: 'delete',
  path: ID_PATH,
  operationId: 'removeEnvironmentConnection',
  tag: TAG,
  summary: 'Turn off a connection for the environment',
  description: `The last one stays: nobody could sign in. ${OWN}`,
  scope: 'update:environments',
  params: ConnectionParams,
  answers: [200, SuccessEnvelope],
  errors: { ...NOT_FOUND, 409: ['LAST_CONNECTION'] },
  async handle(ctx, { params, actor }) {
    const { method } = await getConnection(ctx.db, params.connection_id)
    const change = switchMethod(ctx, await methodsNow(ctx), { method, isOn: false })
    await updateEnvironmentSettings(ctx, apiAuthor(actor), change)
    return success()
  },
})

export const environmentConnectionRoutes = [listing, enabling, removal]
