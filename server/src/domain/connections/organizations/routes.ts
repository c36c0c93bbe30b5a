import { z } from 'zod'
import type { Context } from '#platform/context'
import { endpoint, success, SuccessEnvelope, successOf } from '#platform/http'
import { apiAuthor } from '#platform/outbox'
import { updateOrganization } from '#domain/directory'
import { findOrganizationProfile, noSuchOrganization } from '#domain/organizations'
import { getConnection } from '../get-connection.ts'
import {
  changeTo,
  INHERITED,
  methodsOf,
  NO_METHODS,
  withMethod,
  withoutMethod,
  type MethodSettings,
} from '../method.ts'
import { organizationMethods } from '../organization-methods.ts'
import { listConnections } from '../queries.ts'
import { ConnectionView, shownOf, OrganizationConnectionParams, OrganizationConnectionsParams } from '../schema.ts'
import { checkSms } from '../switch-method.ts'

const PATH = '/api/v1/organizations/{organization_code}/connections'
const ID_PATH = `${PATH}/{connection_id}` as const
const TAG = 'Organizations'
const NOT_FOUND = { 404: ['ORGANIZATION_NOT_FOUND', 'CONNECTION_NOT_FOUND'] } as const

/** Returns the organization's own methods; undefined where it has those of the application that people come from. */
async function methodsNow({ db }: Pick<Context, 'db'>, code: string): Promise<MethodSettings | undefined> {
  const organization = await findOrganizationProfile(db, code)
  if (!organization) throw noSuchOrganization()
  return organizationMethods(organization)
}

const listing = endpoint({
  method: 'get',
  path: PATH,
  operationId: 'GetOrganizationConnections',
  tag: TAG,
  summary: 'List the connections of an organization',
  description: 'Its own ones; none where people sign in to it as their application says.',
  scope: 'read:organization_connections',
  params: OrganizationConnectionsParams,
  answers: [200, successOf({ connections: z.array(ConnectionView), has_more: z.boolean() })],
  errors: { 404: ['ORGANIZATION_NOT_FOUND'] },
  async handle(ctx, { params }) {
    const own = await methodsNow(ctx, params.organization_code)
    const methods = own ? methodsOf(own) : []
    const connections = (await listConnections(ctx.db)).filter(({ method }) => methods.includes(method))
    return success({ connections: connections.map(shownOf), has_more: false })
  },
})

const enabling = endpoint({
  method: 'post',
  path: ID_PATH,
  operationId: 'EnableOrgConnection',
  tag: TAG,
  summary: 'Enable a connection for an organization',
  description:
    'The first one replaces all of the application: nothing is inherited. A code takes the place of passwords, and a ' +
    'password that of codes. It needs advanced features, and holds for sign-ins that name the organization.',
  scope: 'create:organization_connections',
  params: OrganizationConnectionParams,
  answers: [200, SuccessEnvelope],
  errors: { ...NOT_FOUND, 400: ['ADVANCED_FEATURES_REQUIRED'], 409: ['NO_SMS_PROVIDER'] },
  async handle(ctx, { params: { organization_code: code, connection_id }, actor }) {
    const { method } = await getConnection(ctx.db, connection_id)
    const present = (await methodsNow(ctx, code)) ?? NO_METHODS
    if (method.kind === 'phone') checkSms(ctx)
    const target = { code, author: apiAuthor(actor) }
    await updateOrganization(ctx, target, { settings: changeTo(withMethod(present, method)) })
    return success()
  },
})

const removal = endpoint({
  method: 'delete',
  path: ID_PATH,
  operationId: 'RemoveOrgConnection',
  tag: TAG,
  summary: 'Turn off a connection for an organization',
  description: 'Without the last one, people sign in to it as their application says again.',
  scope: 'delete:organization_connections',
  params: OrganizationConnectionParams,
  answers: [200, SuccessEnvelope],
  errors: NOT_FOUND,
  async handle(ctx, { params: { organization_code: code, connection_id }, actor }) {
    const { method } = await getConnection(ctx.db, connection_id)
    const present = await methodsNow(ctx, code)
    if (!present || !methodsOf(present).includes(method)) return success()
    const left = withoutMethod(present, method)
    const target = { code, author: apiAuthor(actor) }
    await updateOrganization(ctx, target, { settings: left ? changeTo(left) : INHERITED })
    return success()
  },
})

export const organizationConnectionRoutes = [listing, enabling, removal]
