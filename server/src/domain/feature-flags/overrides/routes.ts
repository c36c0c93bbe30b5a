import { z } from 'zod'
import { endpoint, success, SuccessEnvelope, successOf } from '#platform/http'
import { apiAuthor } from '#platform/outbox'
import { findOrganizationByCode, noSuchOrganization, OrganizationParams } from '#domain/organizations'
import { UserId } from '#domain/users'
import { noSuchFlag } from '../feature-flag.ts'
import { findFlag } from '../queries.ts'
import { FlagMap, flagMapOf, FlagParams, ValueBody, ValueQuery } from '../schema.ts'
import { listFlagsInForce } from '../views.ts'
import { removeOverrides } from './remove-overrides.ts'
import { overrideFlag } from './override-flag.ts'

const OrganizationFlagParams = z.object({ ...OrganizationParams.shape, ...FlagParams.shape })
const UserFlagParams = z.object({ user_id: UserId, ...FlagParams.shape })

const ENVIRONMENT = { level: 'env' } as const
const ENVIRONMENT_PATH = '/api/v1/environment/feature_flags'
const ORGANIZATION_PATH = '/api/v1/organizations/{org_code}/feature_flags'
const KEY = '{feature_flag_key}'
const REFUSED = ['FLAG_OVERRIDE_NOT_ALLOWED', 'INVALID_FLAG_VALUE'] as const
const NO_FLAG = ['FEATURE_FLAG_NOT_FOUND'] as const
const NO_ORGANIZATION = ['ORGANIZATION_NOT_FOUND'] as const

const environmentListing = endpoint({
  method: 'get',
  path: ENVIRONMENT_PATH,
  operationId: 'GetEnvironementFeatureFlags',
  tag: 'Environments',
  summary: 'Get the feature flags of the environment',
  description: 'All of the business, each with the value that holds in this environment.',
  scope: 'read:environment_feature_flags',
  answers: [200, successOf({ feature_flags: FlagMap, next_token: z.string().optional() })],
  async handle({ db, environment }) {
    const place = { businessId: environment.businessId }
    return success({ feature_flags: flagMapOf(await listFlagsInForce(db, place)) })
  },
})

const environmentUpdate = endpoint({
  method: 'patch',
  path: `${ENVIRONMENT_PATH}/${KEY}`,
  operationId: 'UpdateEnvironementFeatureFlagOverride',
  tag: 'Environments',
  summary: 'Override a feature flag in the environment',
  scope: 'update:environment_feature_flags',
  params: FlagParams,
  body: ValueBody,
  fixed: {
    fields: ['key', 'type'],
    async present({ db, environment }, { params }) {
      const flag = await findFlag(db, environment.businessId, params.feature_flag_key)
      if (!flag) throw noSuchFlag()
      return { key: flag.key, type: flag.type }
    },
  },
  answers: [200, SuccessEnvelope],
  errors: { 400: REFUSED, 404: NO_FLAG },
  async handle(ctx, { params, body, actor }) {
    const where = { target: ENVIRONMENT, author: apiAuthor(actor) }
    await overrideFlag(ctx, where, { key: params.feature_flag_key, text: body.value })
    return success()
  },
})

const environmentRemoval = endpoint({
  method: 'delete',
  path: `${ENVIRONMENT_PATH}/${KEY}`,
  operationId: 'DeleteEnvironementFeatureFlagOverride',
  tag: 'Environments',
  summary: 'Remove the override of a feature flag in the environment',
  scope: 'delete:environment_feature_flags',
  params: FlagParams,
  answers: [200, SuccessEnvelope],
  errors: { 404: NO_FLAG },
  async handle(ctx, { params, actor }) {
    await removeOverrides(ctx, { target: ENVIRONMENT, author: apiAuthor(actor) }, params.feature_flag_key)
    return success()
  },
})

const environmentRemovals = endpoint({
  method: 'delete',
  path: ENVIRONMENT_PATH,
  operationId: 'DeleteEnvironementFeatureFlagOverrides',
  tag: 'Environments',
  summary: 'Remove all overrides of feature flags in the environment',
  description: 'Those of its organizations and users stay.',
  scope: 'delete:environment_feature_flags',
  answers: [200, SuccessEnvelope],
  async handle(ctx, { actor }) {
    await removeOverrides(ctx, { target: ENVIRONMENT, author: apiAuthor(actor) }, undefined)
    return success()
  },
})

const organizationListing = endpoint({
  method: 'get',
  path: ORGANIZATION_PATH,
  operationId: 'GetOrganizationFeatureFlags',
  tag: 'Organizations',
  summary: 'Get the feature flags of an organization',
  description: 'All of the business, each with the value that holds in this organization.',
  scope: 'read:organization_feature_flags',
  params: OrganizationParams,
  answers: [200, successOf({ feature_flags: FlagMap })],
  errors: { 404: NO_ORGANIZATION },
  async handle({ db, environment }, { params }) {
    const organization = await findOrganizationByCode(db, params.org_code)
    if (!organization) throw noSuchOrganization()
    const { businessId } = environment
    const place = { businessId, organizationId: organization.id }
    return success({ feature_flags: flagMapOf(await listFlagsInForce(db, place)) })
  },
})

const organizationUpdate = endpoint({
  method: 'patch',
  path: `${ORGANIZATION_PATH}/${KEY}`,
  operationId: 'UpdateOrganizationFeatureFlagOverride',
  tag: 'Organizations',
  summary: 'Override a feature flag in an organization',
  scope: 'update:organization_feature_flags',
  params: OrganizationFlagParams,
  query: ValueQuery,
  answers: [200, SuccessEnvelope],
  errors: { 400: REFUSED, 404: [...NO_FLAG, ...NO_ORGANIZATION] },
  async handle(ctx, { params, query, actor }) {
    const where = { target: { level: 'org', code: params.org_code }, author: apiAuthor(actor) } as const
    await overrideFlag(ctx, where, { key: params.feature_flag_key, text: query.value })
    return success()
  },
})

const organizationRemoval = endpoint({
  method: 'delete',
  path: `${ORGANIZATION_PATH}/${KEY}`,
  operationId: 'DeleteOrganizationFeatureFlagOverride',
  tag: 'Organizations',
  summary: 'Remove the override of a feature flag in an organization',
  scope: 'delete:organization_feature_flags',
  params: OrganizationFlagParams,
  answers: [200, SuccessEnvelope],
  errors: { 404: [...NO_FLAG, ...NO_ORGANIZATION] },
  async handle(ctx, { params, actor }) {
    const where = { target: { level: 'org', code: params.org_code }, author: apiAuthor(actor) } as const
    await removeOverrides(ctx, where, params.feature_flag_key)
    return success()
  },
})

const organizationRemovals = endpoint({
  method: 'delete',
  path: ORGANIZATION_PATH,
  operationId: 'DeleteOrganizationFeatureFlagOverrides',
  tag: 'Organizations',
  summary: 'Remove all overrides of feature flags in an organization',
  scope: 'delete:organization_feature_flags',
  params: OrganizationParams,
  answers: [200, SuccessEnvelope],
  errors: { 404: NO_ORGANIZATION },
  async handle(ctx, { params, actor }) {
    const where = { target: { level: 'org', code: params.org_code }, author: apiAuthor(actor) } as const
    await removeOverrides(ctx, where, undefined)
    return success()
  },
})

const userUpdate = endpoint({
  method: 'patch',
  path: `/api/v1/users/{user_id}/feature_flags/${KEY}`,
  operationId: 'UpdateUserFeatureFlagOverride',
  tag: 'Users',
  summary: 'Override a feature flag for a user',
  description: 'Their next refresh brings a token that says so.',
  scope: 'update:user_feature_flags',
  params: UserFlagParams,
  query: ValueQuery,
  answers: [200, SuccessEnvelope],
  errors: { 400: REFUSED, 404: [...NO_FLAG, 'USER_NOT_FOUND'] },
  async handle(ctx, { params, query, actor }) {
    const where = { target: { level: 'usr', userId: params.user_id }, author: apiAuthor(actor) } as const
    await overrideFlag(ctx, where, { key: params.feature_flag_key, text: query.value })
    return success()
  },
})

const userRemoval = endpoint({
  method: 'delete',
  path: `/api/v1/users/{user_id}/feature_flags/${KEY}`,
  operationId: 'DeleteUserFeatureFlagOverride',
  tag: 'Users',
  summary: 'Remove the override of a feature flag for a user',
  description: 'Not part of the published contract: an operation of our own.',
  scope: 'update:user_feature_flags',
  params: UserFlagParams,
  answers: [200, SuccessEnvelope],
  errors: { 404: [...NO_FLAG, 'USER_NOT_FOUND'] },
  async handle(ctx, { params, actor }) {
    const where = { target: { level: 'usr', userId: params.user_id }, author: apiAuthor(actor) } as const
    await removeOverrides(ctx, where, params.feature_flag_key)
    return success()
  },
})

export const overrideRoutes = [
  environmentListing,
  environmentUpdate,
  environmentRemoval,
  environmentRemovals,
  organizationListing,
  organizationUpdate,
  organizationRemoval,
  organizationRemovals,
  userUpdate,
  userRemoval,
]
