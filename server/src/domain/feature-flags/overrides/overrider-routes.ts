import { z } from 'zod'
import type { Context } from '#platform/context'
import { endpoint, NextToken, openCursor, PageSize, pageOf, sealCursor, success, successOf } from '#platform/http'
import { subjectOf } from '#platform/ids'
import { findOrganizationByCode, noSuchOrganization, OrganizationCode } from '#domain/organizations'
import { isUser, noSuchUser, UserParams } from '#domain/users'
import { noSuchFlag, type FeatureFlag } from '../feature-flag.ts'
import { textOfFlagValue } from '../flag-value.ts'
import { findFlag } from '../queries.ts'
import { FlagParams, UserFlagView, userFlagViewOf } from '../schema.ts'
import { listFlagsByLevel } from '../views.ts'
import { listOverridingOrganizations, listOverridingUsers } from './views.ts'

const OWN = 'Not part of the published contract: an operation of our own.'
const OverrideList = z.object({ page_size: PageSize, next_token: NextToken })
const Value = z.string().meta({ description: 'As text, whatever the type of the flag.' })

interface Asked {
  readonly operation: string
  readonly key: string
  readonly query: z.output<typeof OverrideList>
}

/** Reads a page of the overrides of one flag. */
async function readOverrides<T extends { readonly id: string }>(
  { db, environment, sealer }: Pick<Context, 'db' | 'environment' | 'sealer'>,
  { operation, key, query: { page_size: size, next_token: token } }: Asked,
  read: (page: { flagId: string; after: string | undefined; limit: number }) => Promise<readonly T[]>,
): Promise<{ readonly flag: FeatureFlag; readonly page: readonly T[]; readonly next: { next_token?: string } }> {
  const flag = await findFlag(db, environment.businessId, key)
  if (!flag) throw noSuchFlag()
  const list = { operation, filter: { flagId: flag.id } }
  const place = token === undefined ? undefined : openCursor(sealer, list, { cursor: token, position: Place })
  const { page, last } = pageOf(await read({ flagId: flag.id, after: place?.[0], limit: size + 1 }), size)
  return { flag, page, next: last ? { next_token: sealCursor(sealer, list, [last.id]) } : {} }
}
const Place = z.tuple([z.uuid()])

const organizationListing = endpoint({
  method: 'get',
  path: '/api/v1/feature_flags/{feature_flag_key}/organizations',
  operationId: 'getFeatureFlagOrganizations',
  tag: 'Feature Flags',
  summary: 'List the organizations that override a feature flag',
  description: `Those of this environment. ${OWN}`,
  scope: 'read:organization_feature_flags',
  params: FlagParams,
  query: OverrideList,
  answers: [
    200,
    successOf({
      overrides: z.array(z.object({ code: z.string(), name: z.string(), value: Value, updated_on: z.string() })),
      next_token: z.string().optional(),
    }),
  ],
  errors: { 400: ['INVALID_CURSOR'], 404: ['FEATURE_FLAG_NOT_FOUND'] },
  async handle(ctx, { params: { feature_flag_key: key }, query }) {
    const asked = { operation: 'getFeatureFlagOrganizations', key, query }
    const { flag, page, next } = await readOverrides(ctx, asked, (part) => listOverridingOrganizations(ctx.db, part))
    return success({
      overrides: page.map(({ code, name, value, updatedAt }) => ({
        code,
        name,
        value: textOfFlagValue(flag.type, value),
        updated_on: updatedAt.toISOString(),
      })),
      ...next,
    })
  },
})

const OverridingUser = z.object({
  id: z.string(),
  first_name: z.string().nullable(),
  last_name: z.string().nullable(),
  email: z.string().nullable(),
  value: Value,
  updated_on: z.string(),
})

const userListing = endpoint({
  method: 'get',
  path: '/api/v1/feature_flags/{feature_flag_key}/users',
  operationId: 'getFeatureFlagUsers',
  tag: 'Feature Flags',
  summary: 'List the users for whom a feature flag is overridden',
  description: `Those of this environment. ${OWN}`,
  scope: 'read:user_feature_flags',
  params: FlagParams,
  query: OverrideList,
  answers: [200, successOf({ overrides: z.array(OverridingUser), next_token: z.string().optional() })],
  errors: { 400: ['INVALID_CURSOR'], 404: ['FEATURE_FLAG_NOT_FOUND'] },
  async handle(ctx, { params: { feature_flag_key: key }, query }) {
    const asked = { operation: 'getFeatureFlagUsers', key, query }
    const { flag, page, next } = await readOverrides(ctx, asked, (part) => listOverridingUsers(ctx.db, part))
    return success({
      overrides: page.map(({ id, givenName, familyName, email, value, updatedAt }) => ({
        id: subjectOf(id),
        first_name: givenName,
        last_name: familyName,
        email,
        value: textOfFlagValue(flag.type, value),
        updated_on: updatedAt.toISOString(),
      })),
      ...next,
    })
  },
})

const ofUser = endpoint({
  method: 'get',
  path: '/api/v1/users/{user_id}/feature_flags',
  operationId: 'getUserFeatureFlags',
  tag: 'Users',
  summary: 'List the feature flags of a user, with the level that decides',
  description:
    'All of the business by key, each with what the default, this environment, the named organization and the user ' +
    `say. ${OWN}`,
  scope: 'read:user_feature_flags',
  params: UserParams,
  query: z.object({
    org_code: OrganizationCode.optional().meta({
      type: 'string',
      description: 'The organization that the user is signed in to. Without it no organization says anything.',
    }),
  }),
  answers: [200, successOf({ feature_flags: z.array(UserFlagView) })],
  errors: { 404: ['USER_NOT_FOUND', 'ORGANIZATION_NOT_FOUND'] },
  async handle({ db, environment }, { params: { user_id: userId }, query: { org_code: code } }) {
    if (!(await isUser(db, userId))) throw noSuchUser()
    const organization = code === undefined ? undefined : await findOrganizationByCode(db, code)
    if (code !== undefined && !organization) throw noSuchOrganization()
    const { businessId } = environment
    const place = { businessId, organizationId: organization?.id, userId }
    return success({ feature_flags: (await listFlagsByLevel(db, place)).map(userFlagViewOf) })
  },
})

export const overriderRoutes = [organizationListing, userListing, ofUser]
