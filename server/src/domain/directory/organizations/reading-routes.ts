import { z } from 'zod'
import { endpoint, NextToken, openCursor, pageOf, PageSize, sealCursor, success, successOf } from '#platform/http'
import { clientIdOf } from '#domain/applications'
import {
  noSuchOrganization,
  findOrganizationProfile,
  OrganizationParams,
  listApplicationsOfOrganization,
  searchOrganizations,
} from '#domain/organizations'
import { ListedOrganizationView, listedViewOf } from './schema.ts'

const OWN = 'Not part of the published contract: an operation of our own.'
const MOST_LISTED = 500
const Place = z.tuple([z.string(), z.uuid()])

const applications = endpoint({
  method: 'get',
  path: '/api/v1/organizations/{org_code}/applications',
  operationId: 'getOrganizationApplications',
  tag: 'Organizations',
  summary: 'List the applications of an organization',
  description: `Machines that speak for it and for no other, by name, at most ${String(MOST_LISTED)}. ${OWN}`,
  scope: 'read:applications',
  params: OrganizationParams,
  answers: [
    200,
    successOf({
      applications: z.array(z.object({ id: z.string(), name: z.string(), type: z.string() })),
      has_more: z.boolean(),
    }),
  ],
  errors: { 404: ['ORGANIZATION_NOT_FOUND'] },
  async handle({ db }, { params }) {
    const organization = await findOrganizationProfile(db, params.org_code)
    if (!organization) throw noSuchOrganization()
    const found = await listApplicationsOfOrganization(db, {
      organizationId: organization.id,
      limit: MOST_LISTED + 1,
    })
    return success({
      applications: found.slice(0, MOST_LISTED).map((one) => ({ ...one, id: clientIdOf(one.id) })),
      has_more: found.length > MOST_LISTED,
    })
  },
})

const searching = endpoint({
  method: 'get',
  path: '/api/v1/search/organizations',
  operationId: 'searchOrganizations',
  tag: 'Search',
  summary: 'Search organizations',
  description: `By a part of the name, upper and lower case alike, or by the whole code, handle or external id. By name. ${OWN}`,
  scope: 'read:organizations',
  query: z.object({
    query: z.string().trim().min(1).max(200),
    page_size: PageSize,
    next_token: NextToken,
  }),
  answers: [200, successOf({ organizations: z.array(ListedOrganizationView), next_token: z.string().optional() })],
  errors: { 400: ['INVALID_CURSOR'] },
  async handle({ db, sealer }, { query: { query, page_size: size, next_token: token } }) {
    const list = { operation: 'searchOrganizations', filter: { query } }
    const place = token === undefined ? undefined : openCursor(sealer, list, { cursor: token, position: Place })
    const after = place && { name: place[0], id: place[1] }
    const rows = await searchOrganizations(db, { text: query, after, limit: size + 1 })
    const { page, last } = pageOf(rows, size)
    return success({
      organizations: page.map(listedViewOf),
      ...(last ? { next_token: sealCursor(sealer, list, [last.name, last.id]) } : {}),
    })
  },
})

export const readingRoutes = [applications, searching]
