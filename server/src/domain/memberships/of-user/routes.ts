import { z } from 'zod'
import { endpoint, openCursor, pageOf, sealCursor, success, successOf } from '#platform/http'
import { getOrganization } from '#domain/organizations'
import { isUser, noSuchUser, UserParams } from '#domain/users'
import { noSuchMember } from '../change-members.ts'
import { MemberParams } from '../schema.ts'
import { isMember } from '../views.ts'
import {
  EffectivePermissionView,
  EffectiveSystemPermissionView,
  MembershipList,
  UserMembershipView,
  userMembershipViewOf,
} from './schema.ts'
import { listEffectivePermissions, listEffectiveSystemPermissions, listMembershipsOfUser } from './views.ts'

const Place = z.tuple([z.string(), z.uuid()])

const listing = endpoint({
  method: 'get',
  path: '/api/v1/users/{user_id}/organizations',
  operationId: 'getUserOrganizations',
  tag: 'Users',
  summary: 'List the organizations of a user',
  description:
    'By name, with the roles and direct permissions that the user has in each. Not part of the published contract: an ' +
    'operation of our own.',
  scope: 'read:organization_users',
  params: UserParams,
  query: MembershipList,
  answers: [200, successOf({ organizations: z.array(UserMembershipView), next_token: z.string().optional() })],
  errors: { 400: ['INVALID_CURSOR'], 404: ['USER_NOT_FOUND'] },
  async handle({ db, sealer }, { params: { user_id: userId }, query: { page_size: size, next_token: token } }) {
    if (!(await isUser(db, userId))) throw noSuchUser()
    const list = { operation: 'getUserOrganizations', filter: { userId } }
    const place = token === undefined ? undefined : openCursor(sealer, list, { cursor: token, position: Place })
    const after = place && { name: place[0], organizationId: place[1] }
    const { page, last } = pageOf(await listMembershipsOfUser(db, userId, { after, limit: size + 1 }), size)
    return success({
      organizations: page.map(userMembershipViewOf),
      ...(last ? { next_token: sealCursor(sealer, list, [last.name, last.organizationId]) } : {}),
    })
  },
})

const permissionListing = endpoint({
  method: 'get',
  path: '/api/v1/organizations/{org_code}/users/{user_id}/effective_permissions',
  operationId: 'getEffectivePermissions',
  tag: 'Organizations',
  summary: 'List what a member may do, with the reasons',
  description:
    'Every permission that the next token of the member carries in this organization, and each role or direct grant ' +
    'that gives it; system permissions of the product too. By key. Not part of the published contract: an operation ' +
    'of our own.',
  scope: 'read:organization_user_permissions',
  params: MemberParams,
  answers: [
    200,
    successOf({
      permissions: z.array(EffectivePermissionView),
      system_permissions: z.array(EffectiveSystemPermissionView),
    }),
  ],
  errors: { 404: ['ORGANIZATION_NOT_FOUND', 'USER_NOT_FOUND', 'ORGANIZATION_USER_NOT_FOUND'] },
  async handle(ctx, { params: { org_code: code, user_id: userId } }) {
    const { db, environment } = ctx
    const { id: organizationId } = await getOrganization(ctx, code)
    const key = { organizationId, businessId: environment.businessId }
    if (!(await isMember(db, key, userId))) throw noSuchMember()
    const permissions = await listEffectivePermissions(db, key, userId)
    const system = await listEffectiveSystemPermissions(db, key, userId)
    return success({
      permissions: permissions.map(({ isDirect, roles, ...named }) => ({
        ...named,
        is_direct: isDirect,
        roles: [...roles],
      })),
      system_permissions: system.map(({ roles, ...named }) => ({ ...named, roles: [...roles] })),
    })
  },
})

export const userMembershipRoutes = [listing, permissionListing]
