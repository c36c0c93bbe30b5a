import { z } from 'zod'
import type { Context } from '#platform/context'
import { endpoint, openCursor, pageOf, sealCursor, success, successOf } from '#platform/http'
import { subjectOf } from '#platform/ids'
import { findRole, noSuchRole } from '#domain/roles'
import { getOrganization } from '#domain/organizations'
import { PeriodQuery, periodOf, wireTime } from './period.ts'
import { HolderList, OrganizationRoleParams, RoleParams } from './schema.ts'
import { countActiveHolders, countHoldersOfRole, listHoldersOfRole, listRoleHolders } from './views.ts'

const PATH = '/api/v1/organizations/{org_code}/roles/{role_id}'
const UNKNOWN = { 404: ['ORGANIZATION_NOT_FOUND', 'ROLE_NOT_FOUND'] } as const
const UserPlace = z.tuple([z.uuid()])

type HoldersContext = Pick<Context, 'db' | 'environment'>

async function checkRole({ db, environment }: HoldersContext, roleId: string): Promise<void> {
  if (!(await findRole(db, { businessId: environment.businessId, roleId }))) throw noSuchRole()
}

async function keyOf(ctx: HoldersContext, { org_code: code, role_id: roleId }: { org_code: string; role_id: string }) {
  const { id: organizationId } = await getOrganization(ctx, code)
  await checkRole(ctx, roleId)
  return { organizationId }
}

const listing = endpoint({
  method: 'get',
  path: `${PATH}/users`,
  operationId: 'GetOrganizationRoleUsers',
  tag: 'Organizations',
  summary: 'List the members who have a role',
  description: 'In this organization, in the order of their ids.',
  scope: 'read:organization_user_roles',
  params: OrganizationRoleParams,
  query: HolderList,
  answers: [200, successOf({ users: z.array(z.object({ id: z.string() })), next_token: z.string().nullish() })],
  errors: { ...UNKNOWN, 400: ['INVALID_CURSOR'] },
  async handle(ctx, { params, query: { page_size: size, next_token: token } }) {
    const key = await keyOf(ctx, params)
    const { role_id: roleId } = params
    const list = { operation: 'GetOrganizationRoleUsers', filter: { ...key, roleId } }
    const after = token === undefined ? [] : openCursor(ctx.sealer, list, { cursor: token, position: UserPlace })
    const ids = await listHoldersOfRole(ctx.db, key, { roleId, after: after[0], limit: size + 1 })
    const { page, last } = pageOf(ids, size)
    return success({
      users: page.map((id) => ({ id: subjectOf(id) })),
      next_token: last === undefined ? null : sealCursor(ctx.sealer, list, [last]),
    })
  },
})

const count = endpoint({
  method: 'get',
  path: `${PATH}/users/count`,
  operationId: 'GetOrganizationRoleUsersCount',
  tag: 'Organizations',
  summary: 'Count the members who have a role',
  scope: 'read:organization_user_roles',
  params: OrganizationRoleParams,
  answers: [200, successOf({ count: z.int() })],
  errors: UNKNOWN,
  async handle(ctx, { params }) {
    return success({ count: await countHoldersOfRole(ctx.db, await keyOf(ctx, params), params.role_id) })
  },
})

const activeCount = endpoint({
  method: 'get',
  path: `${PATH}/active_users/count`,
  operationId: 'GetOrganizationRoleActiveUsersCount',
  tag: 'Organizations',
  summary: 'Count the active members who have a role',
  description: 'Those who got an access token within the time, in whichever organization.',
  scope: 'read:organization_user_roles',
  params: OrganizationRoleParams,
  query: PeriodQuery,
  answers: [200, successOf({ active_users_count: z.int(), date_time_from: z.string(), date_time_to: z.string() })],
  errors: { ...UNKNOWN, 400: ['DATE_TIME_RANGE_INVALID', 'DATE_TIME_RANGE_TOO_LARGE'] },
  async handle(ctx, { params, query }) {
    const { from, to } = periodOf(query)
    const key = await keyOf(ctx, params)
    // The last second is included.
    const until = new Date(to.getTime() + 1000)
    const active = await countActiveHolders(ctx.db, key, { roleId: params.role_id, from, until })
    return success({ active_users_count: active, date_time_from: wireTime(from), date_time_to: wireTime(to) })
  },
})

const everywhere = endpoint({
  method: 'get',
  path: '/api/v1/roles/{role_id}/users',
  operationId: 'GetRoleUsers',
  tag: 'Roles',
  summary: 'List the users who have a role',
  description: 'In any organization, with the codes of those where they have it; in the order of their ids.',
  scope: 'read:organization_user_roles',
  params: RoleParams,
  query: HolderList,
  answers: [
    200,
    successOf({
      users: z.array(z.object({ id: z.string(), org_codes: z.array(z.string()) })),
      next_token: z.string().nullish(),
    }),
  ],
  errors: { 400: ['INVALID_CURSOR'], 404: ['ROLE_NOT_FOUND'] },
  async handle(ctx, { params: { role_id: roleId }, query: { page_size: size, next_token: token } }) {
    await checkRole(ctx, roleId)
    const list = { operation: 'GetRoleUsers', filter: { roleId } }
    const after = token === undefined ? [] : openCursor(ctx.sealer, list, { cursor: token, position: UserPlace })
    const rows = await listRoleHolders(ctx.db, { roleId, after: after[0], limit: size + 1 })
    const { page, last } = pageOf(rows, size)
    return success({
      users: page.map(({ userId, organizationCodes }) => ({
        id: subjectOf(userId),
        org_codes: [...organizationCodes],
      })),
      next_token: last ? sealCursor(ctx.sealer, list, [last.userId]) : null,
    })
  },
})

export const roleHolderRoutes = [listing, count, activeCount, everywhere]
