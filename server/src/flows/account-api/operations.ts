import { z } from 'zod'
import { NotFound } from '#platform/errors'
import { readClient, clientIdOf } from '#domain/applications'
import { claimsFor, listPermissionsOfMember, listPropertiesOfUser, valuesOf } from '#domain/claims'
import type { Context } from '#platform/context'
import { subjectOf } from '#platform/ids'
import type { Bearer } from '#domain/tokens'
import { accountEndpoint } from './account-endpoint.ts'
import { cut } from './paging.ts'
import { readFlagsInForce, type Flag } from './read-flags-in-force.ts'
import { readAuthority } from './read-authority.ts'
import {
  FlagAnswer,
  FlagList,
  FlagsQuery,
  flagTypeOf,
  OrganizationAnswer,
  OrganizationList,
  PageOf,
  PermissionAnswer,
  PermissionList,
  ProfileAnswer,
  PropertyList,
  RoleList,
  wireId,
} from './schema.ts'

const ASSUMED = 'Not part of the published contract, but assumed by SDKs.'
const Key = z.object({ key: z.string().min(1).max(255) })

const permissions = accountEndpoint({
  method: 'get',
  path: '/account_api/v1/permissions',
  operationId: 'GetUserPermissions',
  tag: 'Permissions',
  summary: 'List the permissions of the user',
  description: 'In the organization signed in to: those of the roles, and those that were given directly.',
  query: PageOf('perm_'),
  answers: [200, PermissionList],
  async handle(ctx, { query, bearer }) {
    const { page, metadata } = cut(await permissionsOf(ctx, bearer), query, ({ id }) => wireId('perm_', id))
    const shown = page.map(({ id, key, name }) => ({ id: wireId('perm_', id), key, name }))
    return { data: { ...organizationIn(bearer), permissions: shown }, metadata }
  },
})

const permission = accountEndpoint({
  method: 'get',
  path: '/account_api/v1/permission/{key}',
  operationId: 'GetUserPermission',
  tag: 'Permissions',
  summary: 'Say whether the user has a permission',
  description: ASSUMED,
  params: Key,
  answers: [200, PermissionAnswer],
  async handle(ctx, { params, bearer }) {
    const found = (await permissionsOf(ctx, bearer)).find(({ key }) => key === params.key)
    return {
      permissionKey: params.key,
      orgCode: bearer.grant.subject.organization?.code ?? null,
      isGranted: found !== undefined,
      ...(found ? { data: { id: wireId('perm_', found.id), key: found.key, name: found.name } } : {}),
    }
  },
})

function permissionsOf({ db }: Pick<Context, 'db'>, { grant: { subject } }: Bearer) {
  const { userId, organization } = subject
  if (!organization) return Promise.resolve([])
  return listPermissionsOfMember(db, { userId, organizationId: organization.id })
}

function organizationIn({ grant: { subject } }: Bearer): { readonly org_code?: string } {
  return subject.organization ? { org_code: subject.organization.code } : {}
}

const roles = accountEndpoint({
  method: 'get',
  path: '/account_api/v1/roles',
  operationId: 'GetUserRoles',
  tag: 'Roles',
  summary: 'List the roles of the user',
  description: 'In the organization signed in to.',
  query: PageOf('role_'),
  answers: [200, RoleList],
  async handle(ctx, { query, bearer }) {
    const authority = await readAuthority(ctx, bearer)
    const { page, metadata } = cut(authority?.roles ?? [], query, ({ id }) => wireId('role_', id))
    const shown = page.map(({ id, key, name }) => ({ id: wireId('role_', id), key, name }))
    return { data: { ...organizationIn(bearer), roles: shown }, metadata }
  },
})

const flags = accountEndpoint({
  method: 'get',
  path: '/account_api/v1/feature_flags',
  operationId: 'GetFeatureFlags',
  tag: 'Feature flags',
  summary: 'List the feature flags with what holds for the user',
  description: 'All of them on one page unless `page_size` is sent.',
  query: FlagsQuery,
  answers: [200, FlagList],
  async handle(ctx, { query: { page_size: size, starting_after, expand }, bearer }) {
    const inForce = await readFlagsInForce(ctx, bearer)
    const asked = { page_size: size ?? inForce.length, starting_after }
    const { page, metadata } = cut(inForce, asked, ({ id }) => wireId('flag_', id))
    return { data: { feature_flags: page.map(flagView) }, ...(expand.has('metadata') ? { metadata } : {}) }
  },
})

const flag = accountEndpoint({
  method: 'get',
  path: '/account_api/v1/feature_flags/{key}',
  operationId: 'GetFeatureFlag',
  tag: 'Feature flags',
  summary: 'Get a feature flag with what holds for the user',
  description: ASSUMED,
  params: Key,
  answers: [200, FlagAnswer],
  errors: { 404: ['FEATURE_FLAG_NOT_FOUND'] },
  async handle(ctx, { params, bearer }) {
    const found = (await readFlagsInForce(ctx, bearer)).find(({ key }) => key === params.key)
    if (!found) throw new NotFound('FEATURE_FLAG_NOT_FOUND', 'No such feature flag.')
    return { data: flagView(found) }
  },
})

// An SDK looks a flag up by `name` in this answer and by key in the token, so both are the key.
function flagView({ id, key, type, value }: Flag) {
  return { id: wireId('flag_', id), name: key, key, type: flagTypeOf(type), value }
}

const properties = accountEndpoint({
  method: 'get',
  path: '/account_api/v1/properties',
  operationId: 'GetUserProperties',
  tag: 'Properties',
  summary: 'List the properties of the user',
  description: 'Public ones that have a value.',
  query: PageOf('prop_'),
  answers: [200, PropertyList],
  async handle({ db }, { query, bearer }) {
    const found = await listPropertiesOfUser(db, bearer.grant.subject.userId)
    const { page, metadata } = cut(found, query, ({ id }) => wireId('prop_', id))
    return { data: { properties: page.map(({ id, ...rest }) => ({ id: wireId('prop_', id), ...rest })) }, metadata }
  },
})

const organizations = accountEndpoint({
  method: 'get',
  path: '/account_api/v1/user_organizations',
  operationId: 'GetUserOrganizations',
  tag: 'Organizations',
  summary: 'List the organizations of the user',
  description: `All of them, oldest membership first. ${ASSUMED}`,
  answers: [200, OrganizationList],
  handle(_ctx, { bearer }) {
    const data = bearer.grant.subject.organizations.map(({ code, name }) => ({ id: code, code, name }))
    return Promise.resolve({ data, metadata: { has_more: false, next_page_starting_after: data.at(-1)?.id ?? '' } })
  },
})

const currentOrganization = accountEndpoint({
  method: 'get',
  path: '/account_api/v1/current_organization',
  operationId: 'GetCurrentOrganization',
  tag: 'Organizations',
  summary: 'Get the organization signed in to',
  description: ASSUMED,
  answers: [200, OrganizationAnswer],
  handle(_ctx, { bearer }) {
    const { organization } = bearer.grant.subject
    const data = organization ? { id: organization.code, code: organization.code, name: organization.name } : null
    return Promise.resolve({ data })
  },
})

const profile = accountEndpoint({
  method: 'get',
  path: '/account_api/v1/user_profile',
  operationId: 'GetUserProfile',
  tag: 'OAuth',
  summary: 'Get the profile of the user',
  description: `As far as the scopes of the token let it in. ${ASSUMED}`,
  answers: [200, ProfileAnswer],
  async handle(ctx, { bearer: { applicationId, claims, grant } }) {
    const application = await readClient(ctx, clientIdOf(applicationId))
    const { subject, requestedClaims } = grant
    const said = application
      ? valuesOf(
          claimsFor({
            kind: 'profile',
            subject,
            scopes: claims.scp,
            settings: application.settings.values,
            requested: requestedClaims.userinfo,
          }),
        )
      : {}
    const text = (name: string) => (typeof said[name] === 'string' ? said[name] : null)
    return {
      data: {
        id: subjectOf(subject.userId),
        email: text('email'),
        given_name: text('given_name'),
        family_name: text('family_name'),
        picture: text('picture'),
      },
    }
  },
})

export const ACCOUNT_ENDPOINTS = [
  permissions,
  permission,
  roles,
  flags,
  flag,
  properties,
  organizations,
  currentOrganization,
  profile,
]
