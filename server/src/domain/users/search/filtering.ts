import { z } from 'zod'
import { endpoint, openCursor, pageOf, sealCursor, success, successOf } from '#platform/http'
import { findOrganizationByCode, noSuchOrganization } from '#domain/organizations'
import type { Context } from '#platform/context'
import type { ListedUser } from '../listing/index.ts'
import { itemOf, UserItem } from '../schema.ts'
import { UserFilterQuery } from './schema.ts'
import { listBySignIn, searchUsers } from './search-users.ts'
import type { SetFilter } from './filters-of-users.ts'

type Asked = z.output<typeof UserFilterQuery>

const FilteredUser = UserItem.extend({
  named_organizations: z
    .array(z.object({ code: z.string(), name: z.string() }))
    .optional()
    .meta({ description: 'The organizations with their names, where they were asked for.' }),
})

export const filtering = endpoint({
  method: 'get',
  path: '/api/v1/search/users/filtered',
  operationId: 'filterUsers',
  tag: 'Search',
  summary: 'List users by what they have in common',
  description:
    'By the beginnings of words, state, organization, role and property values; a user matches all that is sent. Not ' +
    'part of the published contract: an operation of our own.',
  scope: 'read:users',
  query: UserFilterQuery,
  answers: [200, successOf({ users: z.array(FilteredUser), next_token: z.string().optional() })],
  errors: { 400: ['INVALID_CURSOR'], 404: ['ORGANIZATION_NOT_FOUND'] },
  async handle(ctx, { query }) {
    const { page_size: size, next_token: token, expand: _expand, ...filter } = query
    const list = { operation: 'filterUsers', filter }
    const place = token === undefined ? undefined : openCursor(ctx.sealer, list, { cursor: token, position: Place })
    const { page, last } = pageOf(await readPage(ctx, query, place), size)
    return success({
      users: page.map((user) => ({
        ...itemOf(user),
        named_organizations: user.organizations?.map(({ code, name }) => ({ code, name })),
      })),
      ...(last ? { next_token: sealCursor(ctx.sealer, list, [last.id, last.lastSignedInAt]) } : {}),
    })
  },
})
const Place = z.tuple([z.uuid(), z.iso.datetime().nullable()])

async function readPage(
  ctx: Context,
  asked: Asked,
  place: z.output<typeof Place> | undefined,
): Promise<readonly ListedUser[]> {
  const { query: prefixes, properties, sort, expand, page_size: size } = asked
  const search = {
    properties,
    scopes: [],
    further: await filtersOf(ctx, asked),
    limit: size + 1,
    expand: { organizations: expand.has('organizations'), identities: expand.has('identities') },
  }
  if (sort === 'last_signed_in_desc') {
    const [id, moment] = place ?? []
    const lastSignedInAt = moment === undefined || moment === null ? undefined : new Date(moment)
    return listBySignIn(ctx, { ...search, after: id === undefined ? undefined : { id, lastSignedInAt } })
  }
  const isNewestFirst = sort === 'created_desc'
  const from = place && ({ id: place[0], direction: isNewestFirst ? 'before' : 'after' } as const)
  const users = await searchUsers(ctx, { ...search, prefixes, from: from ?? (isNewestFirst ? NEWEST : undefined) })
  return isNewestFirst ? users.toReversed() : users
}
/** An id that is after all others. */
const NEWEST = { id: 'ffffffff-ffff-ffff-ffff-ffffffffffff', direction: 'before' } as const

/** @throws {NotFound} `ORGANIZATION_NOT_FOUND` */
async function filtersOf({ db }: Pick<Context, 'db'>, asked: Asked): Promise<readonly SetFilter[]> {
  const { org_code: code, role_id: roleId, is_suspended: isSuspended, is_never_signed_in: isNever } = asked
  const organization = code === undefined ? undefined : await findOrganizationByCode(db, code)
  if (code !== undefined && !organization) throw noSuchOrganization()
  const filters: SetFilter[] = []
  if (roleId !== undefined) filters.push({ kind: 'role', roleId, organizationId: organization?.id })
  else if (organization) filters.push({ kind: 'organization', organizationId: organization.id })
  if (isSuspended !== undefined) filters.push({ kind: 'suspended', isSuspended })
  if (isNever === true) filters.push({ kind: 'never signed in' })
  return filters
}
