import { organizationLevelsRoutes } from './overrides/organization-levels-routes.ts'
import { overriderRoutes } from './overrides/overrider-routes.ts'
import { overrideRoutes } from './overrides/routes.ts'
import { z } from 'zod'
import { endpoint, readSortedPage, success, SuccessEnvelope, successOf } from '#platform/http'
import { apiAuthor } from '#platform/outbox'
import { deleteFlag } from './delete-flag.ts'
import { updateFlag } from './update-flag.ts'
import { createFlag } from './create-flag.ts'
import { noSuchFlag } from './feature-flag.ts'
import { findFlag, listFlags } from './queries.ts'
import { FlagList, FlagParams, FlagQuery, FlagReading, flagViewOf, FlagView, NewFlagBody } from './schema.ts'
import { countOverrides } from './views.ts'

const KEY_PATH = '/api/v1/feature_flags/{feature_flag_key}'

const listing = endpoint({
  method: 'get',
  path: '/api/v1/feature_flags',
  operationId: 'getFeatureFlags',
  tag: 'Feature Flags',
  summary: 'List the definitions of feature flags',
  description:
    'Those of the business, with their defaults. Not part of the published contract: an operation of our own.',
  scope: 'read:environment_feature_flags',
  query: FlagList,
  answers: [200, successOf({ feature_flags: z.array(FlagView), next_token: z.string().optional() })],
  errors: { 400: ['INVALID_CURSOR'] },
  async handle({ db, environment, sealer }, { query }) {
    const { page, next } = await readSortedPage(sealer, { operation: 'getFeatureFlags', query }, (asked) =>
      listFlags(db, environment.businessId, asked),
    )
    const ids = page.map(({ id }) => id)
    const overrides = query.expand.has('overrides') ? await countOverrides(db, ids) : undefined
    return success({ feature_flags: page.map((flag) => flagViewOf(flag, overrides?.get(flag.id))), ...next })
  },
})

const reading = endpoint({
  method: 'get',
  path: KEY_PATH,
  operationId: 'getFeatureFlag',
  tag: 'Feature Flags',
  summary: 'Get the definition of a feature flag',
  description: 'Not part of the published contract: an operation of our own.',
  scope: 'read:environment_feature_flags',
  params: FlagParams,
  query: FlagReading,
  answers: [200, successOf({ feature_flag: FlagView })],
  errors: { 404: ['FEATURE_FLAG_NOT_FOUND'] },
  async handle({ db, environment }, { params: { feature_flag_key: key }, query: { expand } }) {
    const flag = await findFlag(db, environment.businessId, key)
    if (!flag) throw noSuchFlag()
    const overrides = expand.has('overrides') ? await countOverrides(db, [flag.id]) : undefined
    return success({ feature_flag: flagViewOf(flag, overrides?.get(flag.id)) })
  },
})

const creation = endpoint({
  method: 'post',
  path: '/api/v1/feature_flags',
  operationId: 'CreateFeatureFlag',
  tag: 'Feature Flags',
  summary: 'Create a feature flag',
  description: 'For all environments of the business. Of an integer the decimals are cut off.',
  scope: 'create:feature_flags',
  body: NewFlagBody,
  answers: [201, SuccessEnvelope],
  errors: { 400: ['INVALID_FLAG_VALUE'], 409: ['FEATURE_FLAG_KEY_TAKEN'] },
  async handle(ctx, { body, actor }) {
    const { name, key, type, description, allow_override_level: level, default_value: defaultText } = body
    const flag = { name, key, type, description: description ?? '', overrideLevel: level ?? 'env', defaultText }
    await createFlag(ctx, apiAuthor(actor), flag)
    return success()
  },
})

const update = endpoint({
  method: 'put',
  path: KEY_PATH,
  operationId: 'UpdateFeatureFlag',
  tag: 'Feature Flags',
  summary: 'Update a feature flag',
  description: 'Its name, description and default. Type and override level must be named, and stay as they are.',
  scope: 'update:feature_flags',
  params: FlagParams,
  query: FlagQuery,
  answers: [200, SuccessEnvelope],
  errors: { 400: ['FLAG_LEVEL_FIXED', 'FLAG_TYPE_FIXED', 'INVALID_FLAG_VALUE'], 404: ['FEATURE_FLAG_NOT_FOUND'] },
  async handle(ctx, { params: { feature_flag_key: key }, query, actor }) {
    const { name, description, type, allow_override_level: overrideLevel, default_value: defaultText } = query
    await updateFlag(ctx, apiAuthor(actor), { key, name, description, type, overrideLevel, defaultText })
    return success()
  },
})

const deletion = endpoint({
  method: 'delete',
  path: KEY_PATH,
  operationId: 'DeleteFeatureFlag',
  tag: 'Feature Flags',
  summary: 'Delete a feature flag',
  description: 'With every override of it, in every environment.',
  scope: 'delete:feature_flags',
  params: FlagParams,
  answers: [200, SuccessEnvelope],
  errors: { 404: ['FEATURE_FLAG_NOT_FOUND'] },
  async handle(ctx, { params, actor }) {
    await deleteFlag(ctx, apiAuthor(actor), params.feature_flag_key)
    return success()
  },
})

export const featureFlagRoutes = [
  listing,
  creation,
  reading,
  update,
  deletion,
  ...overrideRoutes,
  ...organizationLevelsRoutes,
  ...overriderRoutes,
]
