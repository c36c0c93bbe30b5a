import { endpoint, success, SuccessEnvelope } from '#platform/http'
import { apiAuthor } from '#platform/outbox'
import { createFlag, deleteFlag, updateFlag } from './change-flag.ts'
import { overrideRoutes } from './overrides/routes.ts'
import { FlagParams, FlagQuery, NewFlagBody } from './schema.ts'

const KEY_PATH = '/api/v1/feature_flags/{feature_flag_key}'

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

export const featureFlagRoutes = [creation, update, deletion, ...overrideRoutes]
