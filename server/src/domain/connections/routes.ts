import { z } from 'zod'
import { checkOneDirection, endpoint, success, successOf } from '#platform/http'
import { applicationConnectionRoutes } from './applications/routes.ts'
import type { Connection } from './connection.ts'
import { environmentConnectionRoutes } from './environment/routes.ts'
import { getConnection } from './get-connection.ts'
import { organizationConnectionRoutes } from './organizations/routes.ts'
import { listConnections } from './queries.ts'
import { ConnectionList, ConnectionParams, ConnectionView, shownOf } from './schema.ts'

const listing = endpoint({
  method: 'get',
  path: '/api/v1/connections',
  operationId: 'GetConnections',
  tag: 'Connections',
  summary: 'List connections',
  description: 'The ways to sign in that applications and organizations choose from. Their ids never change.',
  scope: 'read:connections',
  query: ConnectionList,
  answers: [200, successOf({ connections: z.array(ConnectionView), has_more: z.boolean() })],
  errors: { 404: ['CONNECTION_NOT_FOUND'] },
  async handle({ db }, { query }) {
    checkOneDirection(query)
    // An empty domain counts as not sent.
    const all = query.home_realm_domain ? [] : await listConnections(db)
    const { page, hasMore } = await pageOf(all, query, async (text) => (await getConnection(db, text)).id)
    return success({ connections: page.map(shownOf), has_more: hasMore })
  },
})

/** Returns the page that lies after or before a connection, and whether there are more in that direction. */
async function pageOf(
  all: readonly Connection[],
  { page_size: size, starting_after: after, ending_before: before }: z.output<typeof ConnectionList>,
  idOf: (text: string) => Promise<string>,
): Promise<{ readonly page: readonly Connection[]; readonly hasMore: boolean }> {
  const placeOf = async (text: string) => {
    const id = await idOf(text)
    return all.findIndex((one) => one.id === id)
  }
  if (before) {
    const rest = all.slice(0, Math.max(0, await placeOf(before)))
    return { page: rest.slice(-size), hasMore: rest.length > size }
  }
  const rest = after ? all.slice((await placeOf(after)) + 1) : all
  return { page: rest.slice(0, size), hasMore: rest.length > size }
}

const reading = endpoint({
  method: 'get',
  path: '/api/v1/connections/{connection_id}',
  operationId: 'GetConnection',
  tag: 'Connections',
  summary: 'Get a connection',
  scope: 'read:connections',
  params: ConnectionParams,
  answers: [200, successOf(ConnectionView.shape)],
  errors: { 404: ['CONNECTION_NOT_FOUND'] },
  async handle({ db }, { params }) {
    return success(shownOf(await getConnection(db, params.connection_id)))
  },
})

export const connectionRoutes = [
  listing,
  reading,
  ...environmentConnectionRoutes,
  ...applicationConnectionRoutes,
  ...organizationConnectionRoutes,
]
