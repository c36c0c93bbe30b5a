import { z } from 'zod'
import { PageSize } from '#platform/http'
import { ApplicationId } from '#domain/applications'
import { OrganizationCode } from '#domain/organizations'
import { viewOf, type Connection } from './connection.ts'
import { METHODS } from './method.ts'

const ConnectionFields = z.object({
  id: z.string().meta({ example: 'conn_0192c16abb53b44277e597d31877ba5b' }),
  name: z.string(),
  display_name: z.string(),
  strategy: z.enum(METHODS.map(({ strategy }) => strategy)),
})

/** A connection, in a list as alone: the published contract nests it in both. */
export const ConnectionView = z.object({ connection: ConnectionFields })

export function shownOf(connection: Connection): z.input<typeof ConnectionView> {
  return { connection: viewOf(connection) }
}

export const ConnectionList = z.object({
  page_size: PageSize,
  home_realm_domain: z
    .string()
    .max(253)
    .optional()
    .meta({ description: 'Only enterprise connections for this domain; the methods that are built in have none.' }),
  starting_after: z.string().optional().meta({ description: 'The id of the connection before the page.' }),
  ending_before: z.string().optional().meta({ description: 'The id of the connection after the page.' }),
})

const ConnectionId = z.string().meta({ description: 'The id of the connection.' })

export const ConnectionParams = z.object({ connection_id: ConnectionId })
export const ApplicationConnectionParams = z.object({ application_id: ApplicationId, connection_id: ConnectionId })
export const OrganizationConnectionsParams = z.object({ organization_code: OrganizationCode })
export const OrganizationConnectionParams = z.object({
  organization_code: OrganizationCode,
  connection_id: ConnectionId,
})

export const Source = z
  .enum(['default', 'environment', 'application', 'organization'])
  .meta({ description: 'The level that says which methods are on.' })
export type Source = z.infer<typeof Source>
