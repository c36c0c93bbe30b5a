import { givingRoutes } from './giving/routes.ts'
import { z } from 'zod'
import { endpoint, readSortedPage, success, SuccessEnvelope, successOf } from '#platform/http'
import { apiAuthor } from '#platform/outbox'
import { deleteRole } from './delete-role.ts'
import { updateRole } from './update-role.ts'
import { createRole } from './create-role.ts'
import { findRole, listRoles } from './queries.ts'
import { noSuchRole } from './role.ts'
import {
  changedRole,
  NewRoleBody,
  newRoleOf,
  RoleBody,
  RoleList,
  RoleParams,
  RoleQuery,
  RoleView,
  viewOf,
} from './schema.ts'

const ID_PATH = '/api/v1/roles/{role_id}'

const listing = endpoint({
  method: 'get',
  path: '/api/v1/roles',
  operationId: 'GetRoles',
  tag: 'Roles',
  summary: 'List roles',
  description: 'Those of the business: all its environments share them.',
  scope: 'read:roles',
  query: RoleList,
  answers: [200, successOf({ roles: z.array(RoleView), next_token: z.string().optional() })],
  errors: { 400: ['INVALID_CURSOR'] },
  async handle({ db, environment, sealer }, { query }) {
    const { page, next } = await readSortedPage(sealer, { operation: 'GetRoles', query }, (asked) =>
      listRoles(db, environment.businessId, asked),
    )
    return success({ roles: page.map((role) => viewOf(role, query.expand)), ...next })
  },
})

const creation = endpoint({
  method: 'post',
  path: '/api/v1/roles',
  operationId: 'CreateRole',
  tag: 'Roles',
  summary: 'Create a role',
  description: 'For all environments of the business.',
  scope: 'create:roles',
  body: NewRoleBody,
  answers: [201, successOf({ role: z.object({ id: z.string() }) })],
  errors: { 404: ['PERMISSION_NOT_FOUND'], 409: ['ROLE_KEY_TAKEN'] },
  async handle(ctx, { body, actor }) {
    const { id } = await createRole(ctx, apiAuthor(actor), newRoleOf(body))
    return success({ role: { id } })
  },
})

const reading = endpoint({
  method: 'get',
  path: ID_PATH,
  operationId: 'GetRole',
  tag: 'Roles',
  summary: 'Get a role',
  scope: 'read:roles',
  params: RoleParams,
  query: RoleQuery,
  answers: [200, successOf({ role: RoleView })],
  errors: { 404: ['ROLE_NOT_FOUND'] },
  async handle({ db, environment }, { params, query: { expand } }) {
    const role = await findRole(db, { businessId: environment.businessId, roleId: params.role_id })
    if (!role) throw noSuchRole()
    return success({ role: viewOf(role, expand) })
  },
})

const update = endpoint({
  method: 'patch',
  path: ID_PATH,
  operationId: 'UpdateRoles',
  tag: 'Roles',
  summary: 'Update a role',
  description:
    'What is absent stays. With a new key or name, who has the role gets tokens that say it from then on. The status of ' +
    'success is 201, as published.',
  scope: 'update:roles',
  params: RoleParams,
  body: RoleBody,
  fixed: { fields: ['id'], present: async (_ctx, { params }) => ({ id: params.role_id }) },
  answers: [201, SuccessEnvelope],
  errors: { 404: ['PERMISSION_NOT_FOUND', 'ROLE_NOT_FOUND'], 409: ['ROLE_KEY_TAKEN'] },
  async handle(ctx, { params, body, actor }) {
    const target = { roleId: params.role_id, author: apiAuthor(actor) }
    await updateRole(ctx, target, (before) => changedRole(before, body))
    return success()
  },
})

const deletion = endpoint({
  method: 'delete',
  path: ID_PATH,
  operationId: 'DeleteRole',
  tag: 'Roles',
  summary: 'Delete a role',
  description: 'Members that have it lose it, in every environment.',
  scope: 'delete:roles',
  params: RoleParams,
  answers: [200, SuccessEnvelope],
  errors: { 404: ['ROLE_NOT_FOUND'] },
  async handle(ctx, { params, actor }) {
    await deleteRole(ctx, { roleId: params.role_id, author: apiAuthor(actor) })
    return success()
  },
})

export const roleRoutes = [listing, creation, reading, update, deletion, ...givingRoutes]
