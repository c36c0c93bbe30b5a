import { z } from 'zod'
import { endpoint, readSortedPage, success, SuccessEnvelope, successOf } from '#platform/http'
import { apiAuthor } from '#platform/outbox'
import { updatePermission } from './update-permission.ts'
import { createPermission } from './create-permission.ts'
import { deletePermission } from './delete-permission.ts'
import { noSuchPermission } from './permission.ts'
import { findPermissions, listPermissions, searchPermissions } from './queries.ts'
import {
  CountedPermissionView,
  NewPermissionBody,
  PermissionBody,
  PermissionList,
  PermissionParams,
  PermissionSearch,
  PermissionView,
} from './schema.ts'
import { countHolders } from './views.ts'

const ID_PATH = '/api/v1/permissions/{permission_id}'
const OWN = 'Not part of the published contract: an operation of our own.'

const listing = endpoint({
  method: 'get',
  path: '/api/v1/permissions',
  operationId: 'GetPermissions',
  tag: 'Permissions',
  summary: 'List permissions',
  description: 'Those of the business: all its environments share them.',
  scope: 'read:permissions',
  query: PermissionList,
  answers: [200, successOf({ permissions: z.array(PermissionView), next_token: z.string().optional() })],
  errors: { 400: ['INVALID_CURSOR'] },
  async handle({ db, environment, sealer }, { query }) {
    const { page, next } = await readSortedPage(sealer, { operation: 'GetPermissions', query }, (asked) =>
      listPermissions(db, environment.businessId, asked),
    )
    return success({ permissions: page, ...next })
  },
})

const creation = endpoint({
  method: 'post',
  path: '/api/v1/permissions',
  operationId: 'CreatePermission',
  tag: 'Permissions',
  summary: 'Create a permission',
  description: 'For all environments of the business.',
  scope: 'create:permissions',
  body: NewPermissionBody,
  answers: [201, SuccessEnvelope],
  errors: { 409: ['PERMISSION_KEY_TAKEN'] },
  async handle(ctx, { body: { key, name, description }, actor }) {
    await createPermission(ctx, apiAuthor(actor), { key, name, description: description ?? '' })
    return success()
  },
})

const reading = endpoint({
  method: 'get',
  path: ID_PATH,
  operationId: 'getPermission',
  tag: 'Permissions',
  summary: 'Get a permission',
  description: `With how many roles give it, and how many members of this environment have it directly. ${OWN}`,
  scope: 'read:permissions',
  params: PermissionParams,
  answers: [200, successOf({ permission: CountedPermissionView })],
  errors: { 404: ['PERMISSION_NOT_FOUND'] },
  async handle({ db, environment }, { params }) {
    const [permission] = await findPermissions(db, environment.businessId, [params.permission_id])
    if (!permission) throw noSuchPermission()
    const { roles, members } = await countHolders(db, environment.businessId, permission.id)
    return success({ permission: { ...permission, roles, direct_members: members } })
  },
})

const searching = endpoint({
  method: 'get',
  path: '/api/v1/search/permissions',
  operationId: 'searchPermissions',
  tag: 'Search',
  summary: 'Search permissions',
  description: `By a part of the name or key, upper and lower case alike. By name. ${OWN}`,
  scope: 'read:permissions',
  query: PermissionSearch,
  answers: [200, successOf({ permissions: z.array(PermissionView), next_token: z.string().optional() })],
  errors: { 400: ['INVALID_CURSOR'] },
  async handle({ db, environment, sealer }, { query: { query: text, ...list } }) {
    const query = { ...list, sort: { by: 'name', direction: 'asc' } } as const
    const asked = { operation: 'searchPermissions', filter: { text }, query }
    const { page, next } = await readSortedPage(sealer, asked, (part) =>
      searchPermissions(db, environment.businessId, { ...part, text }),
    )
    return success({ permissions: page, ...next })
  },
})

const update = endpoint({
  method: 'patch',
  path: ID_PATH,
  operationId: 'UpdatePermissions',
  tag: 'Permissions',
  summary: 'Update a permission',
  description: 'What is absent stays. With a new key, who has the permission gets tokens that say it from then on.',
  scope: 'update:permissions',
  params: PermissionParams,
  body: PermissionBody,
  fixed: { fields: ['id'], present: async (_ctx, { params }) => ({ id: params.permission_id }) },
  answers: [200, SuccessEnvelope],
  errors: { 404: ['PERMISSION_NOT_FOUND'], 409: ['PERMISSION_KEY_TAKEN'] },
  async handle(ctx, { params, body: { key, name, description } = {}, actor }) {
    const target = { id: params.permission_id, author: apiAuthor(actor) }
    await updatePermission(ctx, target, { key, name, description: description === null ? '' : description })
    return success()
  },
})

const deletion = endpoint({
  method: 'delete',
  path: ID_PATH,
  operationId: 'DeletePermission',
  tag: 'Permissions',
  summary: 'Delete a permission',
  description: 'Roles and members that have it lose it, in every environment.',
  scope: 'delete:permissions',
  params: PermissionParams,
  answers: [200, SuccessEnvelope],
  errors: { 404: ['PERMISSION_NOT_FOUND'], 409: ['PERMISSION_GUARDS_ROLE'] },
  async handle(ctx, { params, actor }) {
    await deletePermission(ctx, { id: params.permission_id, author: apiAuthor(actor) })
    return success()
  },
})

export const permissionRoutes = [listing, searching, reading, creation, update, deletion]
