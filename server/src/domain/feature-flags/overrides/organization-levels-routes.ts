import { z } from 'zod'
import { endpoint, success, successOf } from '#platform/http'
import { findOrganizationByCode, noSuchOrganization, OrganizationParams } from '#domain/organizations'
import { UserFlagView, userFlagViewOf } from '../schema.ts'
import { listFlagsByLevel } from '../views.ts'

const ofOrganization = endpoint({
  method: 'get',
  path: '/api/v1/organizations/{org_code}/feature_flag_levels',
  operationId: 'getOrganizationFlagLevels',
  tag: 'Organizations',
  summary: 'List the feature flags of an organization, with the level that decides',
  description:
    'All of the business by key, each with what the default, this environment and the organization say. Not part of ' +
    'the published contract: an operation of our own.',
  scope: 'read:organization_feature_flags',
  params: OrganizationParams,
  answers: [200, successOf({ feature_flags: z.array(UserFlagView) })],
  errors: { 404: ['ORGANIZATION_NOT_FOUND'] },
  async handle({ db, environment: { businessId } }, { params }) {
    const organization = await findOrganizationByCode(db, params.org_code)
    if (!organization) throw noSuchOrganization()
    const flags = await listFlagsByLevel(db, { businessId, organizationId: organization.id })
    return success({ feature_flags: flags.map(userFlagViewOf) })
  },
})

export const organizationLevelsRoutes = [ofOrganization]
