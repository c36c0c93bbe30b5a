import { z } from 'zod'
import { checkOneDirection, endpoint, pageSizeUpTo, success, SuccessEnvelope, successOf } from '#platform/http'
import { apiAuthor } from '#platform/outbox'
import { RoleId } from '#domain/roles'
import { noSuchApplication, findApplication, ApplicationId, listAccessRoles } from '#domain/applications'
import { deleteAccessRole } from './delete-access-role.ts'
import { addAccessRole } from './add-access-role.ts'

const PATH = '/api/v1/applications/{application_id}/access_roles'

const Cursor = z.union([z.literal('').transform(() => undefined), RoleId]).optional()

/** Other lists have 500; of this one the published contract says so. */
const PAGE_SIZE_MOST = 100

const AccessRoleList = z.object({
  page_size: pageSizeUpTo(PAGE_SIZE_MOST),
  starting_after: Cursor.meta({ type: 'string', description: 'The id of the role to start after.' }),
  ending_before: Cursor.meta({ type: 'string', description: 'The id of the role to end before.' }),
})

const AccessRoleView = z
  .object({ id: z.string(), key: z.string(), name: z.string(), description: z.string() })
  .meta({ id: 'application_access_role' })

const AccessRoleParams = z.object({ application_id: ApplicationId, role_id: RoleId })

const listing = endpoint({
  method: 'get',
  path: PATH,
  operationId: 'GetApplicationAccessRoles',
  tag: 'Applications',
  summary: 'List the roles that may sign in to an application',
  description: 'They count once `is_access_control_enabled` is set.',
  scope: 'read:applications',
  params: z.object({ application_id: ApplicationId }),
  query: AccessRoleList,
  answers: [200, successOf({ roles: z.array(AccessRoleView), has_more: z.boolean() })],
  errors: { 404: ['APPLICATION_NOT_FOUND', 'ROLE_NOT_FOUND'] },
  async handle({ db, environment }, { params: { application_id: applicationId }, query }) {
    const { page_size: size, starting_after: after, ending_before: before } = query
    checkOneDirection(query)
    if (!(await findApplication(db, environment, applicationId))) throw noSuchApplication()
    const key = { businessId: environment.businessId, applicationId }
    const rows = await listAccessRoles(db, key, { after, before, limit: size + 1 })
    const page = rows.slice(0, size)
    return success({ roles: before === undefined ? page : page.toReversed(), has_more: rows.length > size })
  },
})

const addition = endpoint({
  method: 'post',
  path: `${PATH}/{role_id}`,
  operationId: 'AddApplicationAccessRole',
  tag: 'Applications',
  summary: 'Let a role sign in to an application',
  scope: 'update:applications',
  params: AccessRoleParams,
  answers: [200, SuccessEnvelope],
  errors: { 400: ['APPLICATION_TYPE_NOT_SUPPORTED'], 404: ['APPLICATION_NOT_FOUND', 'ROLE_NOT_FOUND'] },
  async handle(ctx, { params: { application_id: applicationId, role_id: roleId }, actor }) {
    await addAccessRole(ctx, { applicationId, roleId, author: apiAuthor(actor) })
    return success()
  },
})

const removal = endpoint({
  method: 'delete',
  path: `${PATH}/{role_id}`,
  operationId: 'RemoveApplicationAccessRole',
  tag: 'Applications',
  summary: 'Have a role not sign in to an application any more',
  description: 'The last one stays while access is controlled. Who is signed in by it is refused the next refresh.',
  scope: 'update:applications',
  params: AccessRoleParams,
  answers: [200, SuccessEnvelope],
  errors: {
    400: ['ACCESS_ROLES_REQUIRED'],
    404: ['APPLICATION_ACCESS_ROLE_NOT_FOUND', 'APPLICATION_NOT_FOUND', 'ROLE_NOT_FOUND'],
  },
  async handle(ctx, { params: { application_id: applicationId, role_id: roleId }, actor }) {
    await deleteAccessRole(ctx, { applicationId, roleId, author: apiAuthor(actor) })
    return success()
  },
})

export const accessRoleRoutes = [listing, addition, removal]
