import { z } from 'zod'
import { endpoint, openCursor, pageOf, sealCursor, success, successOf } from '#platform/http'
import { clientIdOf } from '#domain/applications'
import {
  countMembersOf,
  noSuchOrganization,
  findOrganizationProfile,
  OrganizationParams,
  listApplicationsOfOrganization,
  searchOrganizations,
} from '#domain/organizations'
import { FIGURES_MOST, readFigures } from './figures.ts'
import { FoundOrganizationView, foundViewOf, OrganizationSearch } from './schema.ts'

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

const Count = z.int().meta({
  description: `${String(FIGURES_MOST + 1)} means more than ${String(FIGURES_MOST)}.`,
})

const figures = endpoint({
  method: 'get',
  path: '/api/v1/organizations/{org_code}/figures',
  operationId: 'getOrganizationFigures',
  tag: 'Organizations',
  summary: 'Count what belongs to an organization',
  description: `Everything that its deletion would remove or end. ${OWN}`,
  scope: 'read:organizations',
  params: OrganizationParams,
  answers: [
    200,
    successOf({
      figures: z.object({
        members: Count,
        only_here: Count.meta({ description: 'Members who are in no other organization.' }),
        sign_ins: Count.meta({ description: 'Sign-ins of members that still hold.' }),
        applications: Count,
        feature_flags: z.int().meta({ description: 'Overrides of feature flags.' }),
        properties: z.int().meta({ description: 'Values of properties.' }),
      }),
    }),
  ],
  errors: { 404: ['ORGANIZATION_NOT_FOUND'] },
  async handle({ db }, { params }) {
    const organization = await findOrganizationProfile(db, params.org_code)
    if (!organization) throw noSuchOrganization()
    const { onlyHere, signIns, flags, ...rest } = await readFigures(db, organization.id)
    return success({ figures: { ...rest, only_here: onlyHere, sign_ins: signIns, feature_flags: flags } })
  },
})

const searching = endpoint({
  method: 'get',
  path: '/api/v1/search/organizations',
  operationId: 'searchOrganizations',
  tag: 'Search',
  summary: 'Search organizations',
  description:
    'By a part of the name, upper and lower case alike, or by the whole code, handle or external id; without a text all ' +
    `of them. By name. ${OWN}`,
  scope: 'read:organizations',
  query: OrganizationSearch,
  answers: [200, successOf({ organizations: z.array(FoundOrganizationView), next_token: z.string().optional() })],
  errors: { 400: ['INVALID_CURSOR'] },
  async handle({ db, sealer }, { query: { query: text, joining, state, expand, page_size: size, next_token: token } }) {
    const list = { operation: 'searchOrganizations', filter: { text, joining, state } }
    const place = token === undefined ? undefined : openCursor(sealer, list, { cursor: token, position: Place })
    const after = place && { name: place[0], id: place[1] }
    const filter = {
      text,
      isOpen: joining && joining === 'open',
      isSuspended: state && state === 'suspended',
    }
    const rows = await searchOrganizations(db, { ...filter, after, limit: size + 1 })
    const { page, last } = pageOf(rows, size)
    const ids = page.map(({ id }) => id)
    const counts = expand.has('members') ? await countMembersOf(db, ids) : undefined
    return success({
      organizations: page.map((one) => foundViewOf(one, counts)),
      ...(last ? { next_token: sealCursor(sealer, list, [last.name, last.id]) } : {}),
    })
  },
})

export const readingRoutes = [applications, figures, searching]
