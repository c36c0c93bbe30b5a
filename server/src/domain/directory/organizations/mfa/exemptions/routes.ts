import { z } from 'zod'
import { endpoint, success, SuccessEnvelope, successOf } from '#platform/http'
import { apiAuthor } from '#platform/outbox'
import { listExemptRoles } from '#domain/factors'
import { getOrganization, OrganizationCode, OrganizationParams } from '#domain/organizations'
import { RoleId } from '#domain/roles'
import { endRoleExemption } from './end-role-exemption.ts'
import { exemptRole } from './exempt-role.ts'

const ROLES = '/api/v1/organizations/{org_code}/mfa/exempt_roles'
const OWN = 'Not part of the published contract: an operation of our own.'
const RoleParams = z.object({ org_code: OrganizationCode, role_id: RoleId })

const listing = endpoint({
  method: 'get',
  path: ROLES,
  operationId: 'getOrganizationMfaExemptRoles',
  tag: 'Organizations',
  summary: 'List the roles that an organization asks for no second factor',
  description: `The first exempt first. Who has another role besides is asked. ${OWN}`,
  scope: 'read:organizations',
  params: OrganizationParams,
  answers: [200, successOf({ roles: z.array(z.object({ id: z.string(), key: z.string(), name: z.string() })) })],
  errors: { 404: ['ORGANIZATION_NOT_FOUND'] },
  async handle(ctx, { params }) {
    const { id } = await getOrganization(ctx, params.org_code)
    return success({ roles: [...(await listExemptRoles(ctx.db, id))] })
  },
})

const addition = endpoint({
  method: 'post',
  path: `${ROLES}/{role_id}`,
  operationId: 'addOrganizationMfaExemptRole',
  tag: 'Organizations',
  summary: 'Exempt a role from second factors in an organization',
  description: `Also from those that the environment requires. Exempting it again changes nothing. ${OWN}`,
  scope: 'update:organization_mfa',
  params: RoleParams,
  answers: [200, SuccessEnvelope],
  errors: { 400: ['ADVANCED_FEATURES_REQUIRED'], 404: ['ORGANIZATION_NOT_FOUND', 'ROLE_NOT_FOUND'] },
  async handle(ctx, { params, actor }) {
    await exemptRole(ctx, { organizationCode: params.org_code, author: apiAuthor(actor) }, params.role_id)
    return success()
  },
})

const removal = endpoint({
  method: 'delete',
  path: `${ROLES}/{role_id}`,
  operationId: 'removeOrganizationMfaExemptRole',
  tag: 'Organizations',
  summary: 'End the exemption of a role from second factors',
  description: `Who has it is asked at the next sign-in. ${OWN}`,
  scope: 'update:organization_mfa',
  params: RoleParams,
  answers: [200, SuccessEnvelope],
  errors: { 404: ['EXEMPT_ROLE_NOT_FOUND', 'ORGANIZATION_NOT_FOUND', 'ROLE_NOT_FOUND'] },
  async handle(ctx, { params, actor }) {
    await endRoleExemption(ctx, { organizationCode: params.org_code, author: apiAuthor(actor) }, params.role_id)
    return success()
  },
})

export const exemptionRoutes = [listing, addition, removal]
