import { z } from 'zod'
import type { Context } from '#platform/context'
import { endpoint, success, SuccessEnvelope, successOf, type Actor } from '#platform/http'
import { apiAuthor } from '#platform/outbox'
import { getOrganization } from '#domain/organizations'
import { deleteMemberScope } from './delete-member-scope.ts'
import { addMemberScope } from './add-member-scope.ts'
import { deleteMemberPermission } from './delete-member-permission.ts'
import { addMemberPermission } from './add-member-permission.ts'
import { deleteMemberRole } from './delete-member-role.ts'
import { addMemberRole } from './add-member-role.ts'
import { noSuchMember } from './change-members.ts'
import {
  MemberParams,
  MemberPermissionBody,
  MemberPermissionParams,
  MemberPermissionView,
  MemberRoleBody,
  MemberRoleParams,
  MemberRoleView,
  MemberScopeParams,
  named,
  permissionViewOf,
} from './schema.ts'
import { isMember, listPermissionsOfMember, listRolesOfMember } from './views.ts'

const PATH = '/api/v1/organizations/{org_code}/users/{user_id}'
const SCOPE_PATH = `${PATH}/apis/{api_id}/scopes/{scope_id}` as const
const UNKNOWN = ['ORGANIZATION_NOT_FOUND', 'USER_NOT_FOUND', 'ORGANIZATION_USER_NOT_FOUND'] as const

interface MemberPath {
  readonly org_code: string
  readonly user_id: string
}

function targetOf({ org_code: organizationCode, user_id: userId }: MemberPath, actor: Actor) {
  return { organizationCode, userId, author: apiAuthor(actor) }
}

async function memberKey(ctx: Pick<Context, 'db' | 'environment'>, { org_code: code, user_id: userId }: MemberPath) {
  const key = { organizationId: (await getOrganization(ctx, code)).id }
  if (!(await isMember(ctx.db, key, userId))) throw noSuchMember()
  return key
}

const roleListing = endpoint({
  method: 'get',
  path: `${PATH}/roles`,
  operationId: 'GetOrganizationUserRoles',
  tag: 'Organizations',
  summary: 'List the roles of a member',
  description: 'All of them, by key.',
  scope: 'read:organization_user_roles',
  params: MemberParams,
  answers: [200, successOf({ roles: z.array(MemberRoleView), next_token: z.string().optional() })],
  errors: { 404: UNKNOWN },
  async handle(ctx, { params }) {
    const roles = await listRolesOfMember(ctx.db, await memberKey(ctx, params), params.user_id)
    return success({ roles: [...roles] })
  },
})

const roleAddition = endpoint({
  method: 'post',
  path: `${PATH}/roles`,
  operationId: 'CreateOrganizationUserRole',
  tag: 'Organizations',
  summary: 'Give a role to a member',
  scope: 'create:organization_user_roles',
  params: MemberParams,
  body: MemberRoleBody,
  answers: [200, SuccessEnvelope],
  errors: { 404: [...UNKNOWN, 'ROLE_NOT_FOUND'] },
  async handle(ctx, { params, body, actor }) {
    await addMemberRole(ctx, targetOf(params, actor), named('role_id', body.role_id))
    return success()
  },
})

const roleDeletion = endpoint({
  method: 'delete',
  path: `${PATH}/roles/{role_id}`,
  operationId: 'DeleteOrganizationUserRole',
  tag: 'Organizations',
  summary: 'Take a role from a member',
  scope: 'delete:organization_user_roles',
  params: MemberRoleParams,
  answers: [200, SuccessEnvelope],
  errors: { 404: [...UNKNOWN, 'ROLE_NOT_FOUND'] },
  async handle(ctx, { params, actor }) {
    await deleteMemberRole(ctx, targetOf(params, actor), params.role_id)
    return success()
  },
})

const permissionListing = endpoint({
  method: 'get',
  path: `${PATH}/permissions`,
  operationId: 'GetOrganizationUserPermissions',
  tag: 'Organizations',
  summary: 'List the permissions of a member',
  description: 'Those of the roles and those given directly, by key.',
  scope: 'read:organization_user_permissions',
  params: MemberParams,
  query: z.object({
    expand: z.string().max(100).optional().meta({ description: '`roles`: with the roles that give each.' }),
  }),
  answers: [200, successOf({ permissions: z.array(MemberPermissionView) })],
  errors: { 404: UNKNOWN },
  async handle(ctx, { params, query }) {
    const key = await memberKey(ctx, params)
    const question = { userId: params.user_id, businessId: ctx.environment.businessId }
    const permissions = await listPermissionsOfMember(ctx.db, key, question)
    const isExpanded = (query.expand ?? '').split(',').includes('roles')
    return success({ permissions: permissions.map((one) => permissionViewOf(one, isExpanded)) })
  },
})

const permissionAddition = endpoint({
  method: 'post',
  path: `${PATH}/permissions`,
  operationId: 'CreateOrganizationUserPermission',
  tag: 'Organizations',
  summary: 'Give a permission to a member',
  description: 'Beside those of the roles.',
  scope: 'create:organization_user_permissions',
  params: MemberParams,
  body: MemberPermissionBody,
  answers: [200, SuccessEnvelope],
  errors: { 404: [...UNKNOWN, 'PERMISSION_NOT_FOUND'] },
  async handle(ctx, { params, body, actor }) {
    await addMemberPermission(ctx, targetOf(params, actor), named('permission_id', body.permission_id))
    return success()
  },
})

const permissionDeletion = endpoint({
  method: 'delete',
  path: `${PATH}/permissions/{permission_id}`,
  operationId: 'DeleteOrganizationUserPermission',
  tag: 'Organizations',
  summary: 'Take a permission from a member',
  description: 'One that was given directly; what the roles give stays.',
  scope: 'delete:organization_user_permissions',
  params: MemberPermissionParams,
  answers: [200, SuccessEnvelope],
  errors: { 404: [...UNKNOWN, 'PERMISSION_NOT_FOUND'] },
  async handle(ctx, { params, actor }) {
    await deleteMemberPermission(ctx, targetOf(params, actor), params.permission_id)
    return success()
  },
})

const scopeAddition = endpoint({
  method: 'post',
  path: SCOPE_PATH,
  operationId: 'addOrganizationUserAPIScope',
  tag: 'Organizations',
  summary: 'Give a scope of an API to a member',
  description: 'Beside those of the roles, for tokens in this organization.',
  scope: 'create:organization_user_api_scopes',
  params: MemberScopeParams,
  answers: [200, SuccessEnvelope],
  errors: { 400: ['SYSTEM_API'], 404: [...UNKNOWN, 'API_NOT_FOUND', 'API_SCOPE_NOT_FOUND'] },
  async handle(ctx, { params, actor }) {
    await addMemberScope(ctx, targetOf(params, actor), { apiId: params.api_id, scopeId: params.scope_id })
    return success()
  },
})

const scopeDeletion = endpoint({
  method: 'delete',
  path: SCOPE_PATH,
  operationId: 'deleteOrganizationUserAPIScope',
  tag: 'Organizations',
  summary: 'Take a scope of an API from a member',
  scope: 'delete:organization_user_api_scopes',
  params: MemberScopeParams,
  answers: [200, SuccessEnvelope],
  errors: { 404: [...UNKNOWN, 'API_NOT_FOUND', 'API_SCOPE_NOT_FOUND'] },
  async handle(ctx, { params, actor }) {
    await deleteMemberScope(ctx, targetOf(params, actor), { apiId: params.api_id, scopeId: params.scope_id })
    return success()
  },
})

export const assignmentRoutes = [
  roleListing,
  roleAddition,
  roleDeletion,
  permissionListing,
  permissionAddition,
  permissionDeletion,
  scopeAddition,
  scopeDeletion,
]
