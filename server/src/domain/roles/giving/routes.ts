import { z } from 'zod'
import type { Context } from '#platform/context'
import { endpoint, readSortedPage, success, SuccessEnvelope, successOf } from '#platform/http'
import { apiAuthor } from '#platform/outbox'
import { listPermissionsOfRole, PermissionId, PermissionList, PermissionView } from '#domain/permissions'
import { changeSystemPermissions } from './change-system-permissions.ts'
import { removeRolePermission } from './remove-role-permission.ts'
import { changeRolePermissions } from './change-role-permissions.ts'
import { removeRoleScope } from './remove-role-scope.ts'
import { addRoleScope } from './add-role-scope.ts'
import { findRole, listSystemPermissionKeys, type RoleKey } from '../queries.ts'
import { noSuchRole } from '../role.ts'
import {
  changesOf,
  givingOf,
  RoleParams,
  RolePermissionParams,
  RoleScopeBody,
  RoleScopeParams,
  RoleScopeView,
  scopeViewOf,
  SystemPermissionList,
  SystemPermissionView,
} from '../schema.ts'
import { pageOfSystemPermissions, SYSTEM_PERMISSIONS, systemPermissionFromId } from '../system-permissions.ts'
import { listRoleScopes } from '../views.ts'

const ID_PATH = '/api/v1/roles/{role_id}'
const NOT_FOUND = { 404: ['ROLE_NOT_FOUND'] } as const

/** @throws {NotFound} `ROLE_NOT_FOUND` */
async function keyOf({ db, environment }: Pick<Context, 'db' | 'environment'>, roleId: string): Promise<RoleKey> {
  const key = { businessId: environment.businessId, roleId }
  if (!(await findRole(db, key))) throw noSuchRole()
  return key
}

const scopes = endpoint({
  method: 'get',
  path: `${ID_PATH}/scopes`,
  operationId: 'GetRoleScopes',
  tag: 'Roles',
  summary: 'List the API scopes of a role',
  description: 'Those of the APIs of this environment.',
  scope: 'read:role_scopes',
  params: RoleParams,
  answers: [200, successOf({ scopes: z.array(RoleScopeView) })],
  errors: NOT_FOUND,
  async handle(ctx, { params }) {
    const found = await listRoleScopes(ctx.db, await keyOf(ctx, params.role_id))
    return success({ scopes: found.map(scopeViewOf) })
  },
})

const scopeAddition = endpoint({
  method: 'post',
  path: `${ID_PATH}/scopes`,
  operationId: 'AddRoleScope',
  tag: 'Roles',
  summary: 'Add an API scope to a role',
  description:
    'Who has the role may ask for the scope from then on. Scopes of the Management API are for applications.',
  scope: 'create:role_scopes',
  params: RoleParams,
  body: RoleScopeBody,
  answers: [201, SuccessEnvelope],
  errors: { 400: ['SYSTEM_API'], 404: ['API_SCOPE_NOT_FOUND', 'ROLE_NOT_FOUND'] },
  async handle(ctx, { params, body, actor }) {
    await addRoleScope(ctx, { roleId: params.role_id, author: apiAuthor(actor) }, body.scope_id)
    return { code: 'ROLE_SCOPE_ADDED', message: 'Scope added to role' }
  },
})

const scopeRemoval = endpoint({
  method: 'delete',
  path: `${ID_PATH}/scopes/{scope_id}`,
  operationId: 'DeleteRoleScope',
  tag: 'Roles',
  summary: 'Remove an API scope from a role',
  scope: 'delete:role_scopes',
  params: RoleScopeParams,
  answers: [200, SuccessEnvelope],
  errors: { 404: ['API_SCOPE_NOT_FOUND', 'ROLE_NOT_FOUND', 'ROLE_SCOPE_NOT_FOUND'] },
  async handle(ctx, { params, actor }) {
    await removeRoleScope(ctx, { roleId: params.role_id, author: apiAuthor(actor) }, params.scope_id)
    return { code: 'SCOPE_DELETED', message: 'Scope deleted from role' }
  },
})

const permissions = endpoint({
  method: 'get',
  path: `${ID_PATH}/permissions`,
  operationId: 'GetRolePermissions',
  tag: 'Roles',
  summary: 'List the permissions of a role',
  scope: 'read:role_permissions',
  params: RoleParams,
  query: PermissionList,
  answers: [200, successOf({ permissions: z.array(PermissionView), next_token: z.string().optional() })],
  errors: { ...NOT_FOUND, 400: ['INVALID_CURSOR'] },
  async handle(ctx, { params, query }) {
    const key = await keyOf(ctx, params.role_id)
    const list = { operation: 'GetRolePermissions', filter: { roleId: key.roleId }, query }
    const { page, next } = await readSortedPage(ctx.sealer, list, (asked) => listPermissionsOfRole(ctx.db, key, asked))
    return success({ permissions: page, ...next })
  },
})

const permissionUpdate = endpoint({
  method: 'patch',
  path: `${ID_PATH}/permissions`,
  operationId: 'UpdateRolePermissions',
  tag: 'Roles',
  summary: 'Add and remove permissions of a role',
  description:
    'All of it is done, or nothing. What is removed is gone from tokens at their next refresh; what is added comes with ' +
    'the next sign-in, or when the claims of a user are refreshed.',
  scope: 'update:role_permissions',
  params: RoleParams,
  body: z.object({ permissions: changesOf(PermissionId) }).optional(),
  answers: [200, successOf({ permissions_added: z.array(z.string()), permissions_removed: z.array(z.string()) })],
  errors: { 404: ['PERMISSION_NOT_FOUND', 'ROLE_NOT_FOUND'] },
  async handle(ctx, { params, body, actor }) {
    const target = { roleId: params.role_id, author: apiAuthor(actor) }
    const { added, removed } = await changeRolePermissions(ctx, target, givingOf(body?.permissions))
    return success({ permissions_added: [...added], permissions_removed: [...removed] })
  },
})

const permissionRemoval = endpoint({
  method: 'delete',
  path: `${ID_PATH}/permissions/{permission_id}`,
  operationId: 'RemoveRolePermission',
  tag: 'Roles',
  summary: 'Remove a permission from a role',
  scope: 'delete:role_permissions',
  params: RolePermissionParams,
  answers: [200, SuccessEnvelope],
  // Where the published API answers 404 elsewhere, clients read these two codes here.
  errors: { ...NOT_FOUND, 400: ['INVALID_PERMISSION_ID', 'INVALID_PERMISSION_ID_ROLE'] },
  async handle(ctx, { params, actor }) {
    await removeRolePermission(ctx, { roleId: params.role_id, author: apiAuthor(actor) }, params.permission_id)
    return success()
  },
})

const systemPermissions = endpoint({
  method: 'get',
  path: `${ID_PATH}/system_permissions`,
  operationId: 'GetRoleSystemPermissions',
  tag: 'Roles',
  summary: 'List the system permissions of a role',
  description: 'What the self-serve portal lets its holders do.',
  scope: 'read:role_system_permissions',
  params: RoleParams,
  query: SystemPermissionList,
  answers: [200, successOf({ system_permissions: z.array(SystemPermissionView), next_token: z.string().optional() })],
  errors: { ...NOT_FOUND, 400: ['INVALID_CURSOR'] },
  async handle(ctx, { params, query }) {
    const key = await keyOf(ctx, params.role_id)
    const keys = await listSystemPermissionKeys(ctx.db, key)
    const held = SYSTEM_PERMISSIONS.filter((one) => keys.includes(one.key))
    const list = { operation: 'GetRoleSystemPermissions', filter: { roleId: key.roleId }, query }
    const { page, next } = await readSortedPage(ctx.sealer, list, async (asked) => pageOfSystemPermissions(held, asked))
    return success({ system_permissions: page, ...next })
  },
})

const SystemPermissionKey = z
  .string()
  .transform((id) => systemPermissionFromId(id).key)
  .meta({ type: 'string', description: 'The id of a system permission.' })

const systemPermissionUpdate = endpoint({
  method: 'patch',
  path: `${ID_PATH}/system_permissions`,
  operationId: 'UpdateRoleSystemPermissions',
  tag: 'Roles',
  summary: 'Add and remove system permissions of a role',
  description: 'All of it is done, or nothing.',
  scope: 'update:role_system_permissions',
  params: RoleParams,
  body: z.object({ system_permissions: changesOf(SystemPermissionKey) }).optional(),
  answers: [
    200,
    successOf({ system_permissions_added: z.array(z.string()), system_permissions_removed: z.array(z.string()) }),
  ],
  errors: { 404: ['ROLE_NOT_FOUND', 'SYSTEM_PERMISSION_NOT_FOUND'] },
  async handle(ctx, { params, body, actor }) {
    const target = { roleId: params.role_id, author: apiAuthor(actor) }
    const { added, removed } = await changeSystemPermissions(ctx, target, givingOf(body?.system_permissions))
    return success({ system_permissions_added: idsOf(added), system_permissions_removed: idsOf(removed) })
  },
})

function idsOf(keys: readonly string[]): string[] {
  return SYSTEM_PERMISSIONS.filter(({ key }) => keys.includes(key)).map(({ id }) => id)
}

const catalogue = endpoint({
  method: 'get',
  path: '/api/v1/system_permissions',
  operationId: 'GetSystemPermissions',
  tag: 'Roles',
  summary: 'List the system permissions',
  description: 'They are part of the product and the same everywhere.',
  scope: 'read:system_permissions',
  query: SystemPermissionList,
  answers: [200, successOf({ system_permissions: z.array(SystemPermissionView), next_token: z.string().optional() })],
  errors: { 400: ['INVALID_CURSOR'] },
  async handle({ sealer }, { query }) {
    const list = { operation: 'GetSystemPermissions', query }
    const { page, next } = await readSortedPage(sealer, list, async (asked) =>
      pageOfSystemPermissions(SYSTEM_PERMISSIONS, asked),
    )
    return success({ system_permissions: page, ...next })
  },
})

export const givingRoutes = [
  scopes,
  scopeAddition,
  scopeRemoval,
  permissions,
  permissionUpdate,
  permissionRemoval,
  systemPermissions,
  systemPermissionUpdate,
  catalogue,
]
