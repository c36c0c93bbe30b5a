import { z } from 'zod'
import type { Context } from '#platform/context'
import { endpoint, success, SuccessEnvelope, successOf } from '#platform/http'
import { apiAuthor } from '#platform/outbox'
import { BRAND_FIELDS, EmailDomains, organizationLayer, settingsFor, settingsSchema } from '#domain/settings'
import {
  noSuchOrganization,
  type OrganizationProfile,
  findOrganizationProfile,
  OrganizationParams,
  listDefaultRoles,
} from '#domain/organizations'
import { SessionsBody, sessionsChangeOf } from './schema.ts'
import { updateOrganization } from './update-organization.ts'

const NOT_FOUND = { 404: ['ORGANIZATION_NOT_FOUND'] } as const
const PATH = '/api/v1/organizations/{org_code}'

async function profileOf({ db }: Pick<Context, 'db'>, code: string) {
  const organization = await findOrganizationProfile(db, code)
  if (!organization) throw noSuchOrganization()
  return organization
}

const sessions = endpoint({
  method: 'patch',
  path: `${PATH}/sessions`,
  operationId: 'UpdateOrganizationSessions',
  tag: 'Organizations',
  summary: 'Update the sessions of an organization',
  description: 'How long browsers stay signed in to it, where that is not as their application says.',
  scope: 'update:organizations',
  params: OrganizationParams,
  body: SessionsBody,
  answers: [200, SuccessEnvelope],
  errors: { ...NOT_FOUND, 400: ['ADVANCED_FEATURES_REQUIRED', 'SESSION_POLICY_INCOMPLETE'] },
  async handle(ctx, { params, body, actor }) {
    const organization = await profileOf(ctx, params.org_code)
    const target = { code: params.org_code, author: apiAuthor(actor) }
    await updateOrganization(ctx, target, { settings: sessionsChangeOf(body, organization) })
    return success()
  },
})

/** Everything that an organization may set in place of its environment. */
const OVERRIDES = settingsSchema('organization', {
  ...BRAND_FIELDS,
  email_method: 'emailMethod',
  sender_email: 'senderEmail',
  sender_name: 'senderName',
  theme_code: 'themeCode',
  is_joined_by_default: 'isJoinedByDefault',
  is_session_persistent: 'isSessionPersistent',
  authenticated_session_lifetime: 'sessionIdleSeconds',
})
const settings = endpoint({
  method: 'get',
  path: `${PATH}/settings`,
  operationId: 'getOrganizationSettings',
  tag: 'Settings',
  summary: 'Get the settings of an organization',
  description:
    'Each with the level that sets it. Where the organization sets none, an application may have a method and sessions of its own. ' +
    'Not part of the published contract: an operation of our own.',
  scope: 'read:organizations',
  params: OrganizationParams,
  answers: [
    200,
    successOf({
      settings: OVERRIDES.view,
      is_enable_advanced_orgs: z.boolean(),
      is_auto_membership_enabled: z.boolean(),
      is_auto_join_domain_list: z.boolean(),
      allowed_domains: z.array(z.string()),
      default_roles: z.array(z.string()).meta({ description: 'Their ids; none: those of the business.' }),
    }),
  ],
  errors: NOT_FOUND,
  async handle(ctx, { params }) {
    const { db, environment } = ctx
    const organization: OrganizationProfile = await profileOf(ctx, params.org_code)
    const { businessSettings: business, settings: own } = environment
    const resolved = settingsFor({ business, environment: own, organization: organizationLayer(organization) })
    return success({
      settings: OVERRIDES.viewOf(resolved, settingsFor({ business, environment: own })),
      is_enable_advanced_orgs: organization.isAdvanced,
      is_auto_membership_enabled: organization.isAutoMembershipEnabled,
      is_auto_join_domain_list: organization.isAutoJoinDomainList,
      allowed_domains: [...organization.allowedDomains],
      default_roles: [...(await listDefaultRoles(db, organization.id))],
    })
  },
})

const settingsUpdate = endpoint({
  method: 'patch',
  path: `${PATH}/settings`,
  operationId: 'updateOrganizationSettings',
  tag: 'Settings',
  summary: 'Update the settings of an organization',
  description:
    'What is absent stays; `null` returns a setting to the environment. `is_joined_by_default` of the default organization: ' +
    'whether users without another become its members. The method, sessions and the sender need advanced features. ' +
    '`default_roles`, ids of roles: what new members get instead of the default roles of the business; none: those.',
  scope: 'update:organizations',
  params: OrganizationParams,
  body: z.strictObject({
    ...OVERRIDES.fields,
    is_auto_membership_enabled: z.boolean().optional(),
    is_auto_join_domain_list: z.boolean().optional(),
    allowed_domains: EmailDomains.nullish(),
    default_roles: z.array(z.uuid()).max(100).optional(),
  }),
  answers: [200, SuccessEnvelope],
  errors: {
    400: ['ADVANCED_FEATURES_REQUIRED', 'NOT_THE_DEFAULT_ORGANIZATION', 'SENDER_EMAIL_NEEDS_SMTP'],
    404: ['ORGANIZATION_NOT_FOUND', 'ROLE_NOT_FOUND'],
    409: ['LAST_OPEN_ORGANIZATION'],
  },
  async handle(ctx, { params, body, actor }) {
    const target = { code: params.org_code, author: apiAuthor(actor) }
    const { default_roles: roles, allowed_domains: domains, ...rest } = body
    await updateOrganization(ctx, target, {
      settings: OVERRIDES.changeOf(rest),
      isAutoMembershipEnabled: rest.is_auto_membership_enabled,
      isAutoJoinDomainList: rest.is_auto_join_domain_list,
      allowedDomains: domains === null ? [] : domains,
      ...(roles === undefined ? {} : { defaultRoles: [...new Set(roles)] }),
    })
    return success()
  },
})

export const settingsRoutes = [sessions, settings, settingsUpdate]
