import { userMembershipRoutes } from './of-user/routes.ts'
import { roleHolderRoutes } from './role-holder-routes.ts'
import { assignmentRoutes } from './assignment-routes.ts'
import { z } from 'zod'
import { endpoint, openCursor, pageOf, sealCursor, success, SuccessEnvelope, successOf } from '#platform/http'
import { subjectOf } from '#platform/ids'
import { apiAuthor } from '#platform/outbox'
import { OrganizationParams, getOrganization } from '#domain/organizations'
import { addOrganizationUsers } from './add-organization-users.ts'
import { memberFilterFor } from './member-question.ts'
import { listMembers } from './member-list-views.ts'
import {
  ChangedMembersBody,
  keyedOf,
  MemberList,
  MemberParams,
  MemberView,
  memberViewOf,
  NewMembersBody,
  updateOf,
} from './schema.ts'
import { updateOrganizationUsers } from './update-organization-users.ts'
import { removeOrganizationUser } from './remove-organization-user.ts'

const PATH = '/api/v1/organizations/{org_code}/users'
const UNKNOWN = ['ORGANIZATION_NOT_FOUND', 'USER_NOT_FOUND', 'ROLE_NOT_FOUND', 'PERMISSION_NOT_FOUND'] as const

const Place = z.tuple([z.string(), z.uuid()])

const listing = endpoint({
  method: 'get',
  path: PATH,
  operationId: 'GetOrganizationUsers',
  tag: 'Organizations',
  summary: 'List the members of an organization',
  description:
    'Those who have all of the roles and permissions named, permissions of roles included. `query` finds members by the ' +
    'beginnings of words; it is an addition of ours.',
  scope: 'read:organization_users',
  params: OrganizationParams,
  query: MemberList,
  answers: [200, successOf({ organization_users: z.array(MemberView), next_token: z.string().optional() })],
  errors: { 400: ['INVALID_CURSOR'], 404: ['ORGANIZATION_NOT_FOUND'] },
  async handle(ctx, { params, query }) {
    const { db, environment, sealer } = ctx
    const { sort, page_size: size, next_token: token, roles, permissions, query: prefixes } = query
    const { id: organizationId } = await getOrganization(ctx, params.org_code)
    const by = sort === 'email_asc' || sort === 'email_desc' ? 'email' : 'name'
    const order = sort === 'name_desc' || sort === 'email_desc' ? 'desc' : 'asc'
    const list = {
      operation: 'GetOrganizationUsers',
      filter: { organizationId, by, order, roles, permissions, prefixes },
    }
    const place = token === undefined ? undefined : openCursor(sealer, list, { cursor: token, position: Place })
    const key = { organizationId, businessId: environment.businessId }
    const filter = await memberFilterFor(db, key, { roleKeys: roles, permissionKeys: permissions, prefixes })
    const after = place && { place: place[0], userId: place[1] }
    const rows = filter ? await listMembers(db, key, { filter, page: { by, order, after, limit: size + 1 } }) : []
    const { page, last } = pageOf(rows, size)
    return success({
      organization_users: page.map(memberViewOf),
      ...(last ? { next_token: sealCursor(sealer, list, [last.place, last.userId]) } : {}),
    })
  },
})

const addition = endpoint({
  method: 'post',
  path: PATH,
  operationId: 'AddOrganizationUsers',
  tag: 'Organizations',
  summary: 'Add users to an organization',
  description: 'Users who exist already. Who is a member stays as they are and is not among `users_added`.',
  scope: 'create:organization_users',
  params: OrganizationParams,
  body: NewMembersBody,
  answers: [200, successOf({ users_added: z.array(z.string()) })],
  errors: { 400: ['USER_REPEATED'], 404: UNKNOWN },
  async handle(ctx, { params, body, actor }) {
    const target = { organizationCode: params.org_code, author: apiAuthor(actor) }
    const added = await addOrganizationUsers(ctx, target, (body?.users ?? []).map(keyedOf))
    return success({ users_added: added.map(subjectOf) })
  },
})

const update = endpoint({
  method: 'patch',
  path: PATH,
  operationId: 'UpdateOrganizationUsers',
  tag: 'Organizations',
  summary: 'Add, change and remove members of an organization',
  description:
    'Roles and permissions that are named replace those a member has; what is absent stays. Who is no member becomes one. ' +
    'All of it is done, or nothing.',
  scope: 'update:organization_users',
  params: OrganizationParams,
  body: ChangedMembersBody,
  answers: [
    200,
    successOf({
      users_added: z.array(z.string()),
      users_updated: z.array(z.string()),
      users_removed: z.array(z.string()),
    }),
  ],
  errors: { 400: ['USER_REPEATED'], 404: UNKNOWN },
  async handle(ctx, { params, body, actor }) {
    const target = { organizationCode: params.org_code, author: apiAuthor(actor) }
    const { added, updated, removed } = await updateOrganizationUsers(ctx, target, (body?.users ?? []).map(updateOf))
    return success({
      users_added: added.map(subjectOf),
      users_updated: updated.map(subjectOf),
      users_removed: removed.map(subjectOf),
    })
  },
})

const removal = endpoint({
  method: 'delete',
  path: `${PATH}/{user_id}`,
  operationId: 'RemoveOrganizationUser',
  tag: 'Organizations',
  summary: 'Remove a user from an organization',
  description: 'The user stays. What they were signed in to in this organization ends at once.',
  scope: 'delete:organization_users',
  params: MemberParams,
  answers: [200, SuccessEnvelope],
  errors: { 404: ['ORGANIZATION_NOT_FOUND', 'USER_NOT_FOUND', 'ORGANIZATION_USER_NOT_FOUND'] },
  async handle(ctx, { params, actor }) {
    const { org_code: organizationCode, user_id: userId } = params
    await removeOrganizationUser(ctx, { organizationCode, userId, author: apiAuthor(actor) })
    return success()
  },
})

export const memberRoutes = [
  listing,
  addition,
  update,
  removal,
  ...assignmentRoutes,
  ...roleHolderRoutes,
  ...userMembershipRoutes,
]
