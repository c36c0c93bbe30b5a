import { z } from 'zod'
import { InvalidInput } from '#platform/errors'
import { expandSchema, isPlainText, NextToken, NOT_PLAIN, PageSize } from '#platform/http'
import {
  BRAND_FIELDS,
  EmailDomains,
  organizationLayer,
  settingsFor,
  settingsSchema,
  type OrganizationLevel,
  type SettingsChange,
} from '#domain/settings'
import {
  MEMBERS_COUNTED,
  OrganizationCode,
  type FoundOrganization,
  type ListedOrganization,
  type OrganizationChange,
} from '#domain/organizations'

const Expand = z.string().max(100).optional().meta({ description: '`billing` is taken; there is nothing of it yet.' })

export const OrganizationQuery = z.object({ code: OrganizationCode, expand: Expand })
export const OrganizationUpdateQuery = z.object({ expand: Expand })

export const OrganizationList = z.object({
  sort: z.enum(['name_asc', 'name_desc', 'email_asc', 'email_desc', '']).optional().meta({
    description: 'By name, ascending, when not sent. Organizations have no address: `email_…` is by name too.',
  }),
  page_size: PageSize,
  next_token: NextToken,
})

export const OrganizationSearch = z.object({
  query: z
    .string()
    .trim()
    .max(200)
    .optional()
    .transform((text) => (text === '' ? undefined : text))
    .meta({ type: 'string', description: 'Not sent: all organizations.' }),
  joining: z.enum(['open', 'closed']).optional().meta({
    description: '`open`: only those that a person joins by naming their code; `closed`: only the others.',
  }),
  state: z.enum(['active', 'suspended']).optional(),
  page_size: PageSize,
  next_token: NextToken,
  expand: expandSchema('members'),
})

const Name = z.string().trim().min(1).max(200).refine(isPlainText, NOT_PLAIN)
const ExternalId = z.string().trim().max(200).refine(isPlainText, NOT_PLAIN).nullish()
const Handle = z.string().max(100).nullish().meta({ description: 'The name of its subdomain, unique in the business.' })

const SAID = settingsSchema('organization', {
  ...BRAND_FIELDS,
  theme_code: 'themeCode',
  sender_name: 'senderName',
  sender_email: 'senderEmail',
})

const membership = {
  is_auto_membership_enabled: z
    .boolean()
    .nullish()
    .meta({ description: 'Whether who names its code at sign-in becomes a member.' }),
  is_allow_registrations: z
    .boolean()
    .nullish()
    .meta({ deprecated: true, description: 'The older name of `is_auto_membership_enabled`.' }),
}

export const NewOrganizationBody = z.object({
  ...SAID.fields,
  ...membership,
  name: Name,
  external_id: ExternalId.meta({ description: 'Your own id of it.' }),
  handle: Handle,
  feature_flags: z
    .record(z.string().max(200), z.union([z.string().max(10_000), z.number(), z.boolean()]))
    .nullish()
    .meta({ description: 'Overrides of feature flags by their keys.' }),
  is_create_billing_customer: z.boolean().nullish(),
  billing_email: z.string().max(254).nullish(),
  billing_plan_code: z.string().max(200).nullish(),
})

export const OrganizationBody = z
  .object({
    ...SAID.fields,
    ...membership,
    is_enforce_mfa: z.boolean().nullish().meta({
      description: 'Whether members must have a second factor. `false` and `null`: as the environment says.',
    }),
    name: Name.optional(),
    external_id: ExternalId.meta({ description: 'Empty or null: there is none any more.' }),
    handle: Handle,
    is_auto_join_domain_list: z
      .boolean()
      .nullish()
      .meta({ description: 'Whether who signs up with an address of the domains becomes a member.' }),
    allowed_domains: EmailDomains.nullish().meta({ description: 'Whose people may join; none: everybody.' }),
    is_enable_advanced_orgs: z
      .boolean()
      .nullish()
      .meta({ description: 'Whether it may say otherwise than the environment. `false` takes back what it overrode.' }),
    is_suspended: z.boolean().nullish().meta({ description: '`true` ends all that its members were signed in to.' }),
  })
  .optional()

type Membership = { readonly is_auto_membership_enabled?: unknown; readonly is_allow_registrations?: unknown }

function autoMembershipOf(body: Membership): boolean | undefined {
  const said = body.is_auto_membership_enabled ?? body.is_allow_registrations
  return typeof said === 'boolean' ? said : undefined
}

/** Turns empty text into null. */
function cleared(text: string | null | undefined): string | null | undefined {
  return text === '' ? null : text
}

/** @throws {InvalidInput} `BILLING_NOT_AVAILABLE` */
export function newOrganizationOf(body: z.output<typeof NewOrganizationBody>) {
  if (body.is_create_billing_customer === true || body.billing_email || body.billing_plan_code) {
    throw new InvalidInput('BILLING_NOT_AVAILABLE', 'There is no billing, so no customer of it can be created.')
  }
  return {
    name: body.name,
    externalId: cleared(body.external_id) ?? undefined,
    handle: cleared(body.handle) ?? undefined,
    isAutoMembershipEnabled: autoMembershipOf(body),
    settings: SAID.changeOf(body).said,
  }
}

/** Overrides of feature flags as text, by the keys of flags. */
export function flagTextsOf(body: z.output<typeof NewOrganizationBody>): ReadonlyMap<string, string> {
  return new Map(Object.entries(body.feature_flags ?? {}).map(([key, value]) => [key, String(value)]))
}

export function changeOf(body: z.output<typeof OrganizationBody>): OrganizationChange {
  if (!body) return {}
  return {
    name: body.name,
    externalId: cleared(body.external_id),
    handle: cleared(body.handle),
    isAutoMembershipEnabled: autoMembershipOf(body),
    isAutoJoinDomainList: body.is_auto_join_domain_list ?? undefined,
    allowedDomains: body.allowed_domains === null ? [] : body.allowed_domains,
    isAdvanced: body.is_enable_advanced_orgs ?? undefined,
    isSuspended: body.is_suspended ?? undefined,
    settings: withEnforcement(SAID.changeOf(body), body.is_enforce_mfa),
  }
}

/** Off is said here, so that it is refused where the environment requires a factor (M5-15). */
function withEnforcement(change: SettingsChange, isEnforced: boolean | null | undefined): SettingsChange {
  if (isEnforced === undefined) return change
  if (isEnforced === null) return { ...change, unsaid: [...change.unsaid, 'mfaPolicy'] }
  return { ...change, said: { ...change.said, mfaPolicy: isEnforced ? 'required' : 'off' } }
}

export const SessionsBody = z.object({
  is_use_org_sso_session_policy: z
    .boolean()
    .nullish()
    .meta({ description: '`false`: as the application says. Not sent: it is used where a mode is named.' }),
  sso_session_persistence_mode: z.enum(['persistent', 'non_persistent']).nullish(),
  is_use_org_authenticated_session_lifetime: z
    .boolean()
    .nullish()
    .meta({ description: '`false`: as the application says. Not sent: it is used where a lifetime is named.' }),
  authenticated_session_lifetime: z
    .int()
    .min(60)
    .max(31_536_000)
    .nullish()
    .meta({ description: 'Seconds without activity after which a session asks to sign in again.' }),
})

/** @throws {InvalidInput} `SESSION_POLICY_INCOMPLETE` */
export function sessionsChangeOf(body: z.output<typeof SessionsBody>, organization: OrganizationLevel): SettingsChange {
  const mode = body.sso_session_persistence_mode
  const { origins } = settingsFor({ organization: organizationLayer(organization) })
  const changes = [
    sessionChange({
      name: 'isSessionPersistent',
      isUsed: body.is_use_org_sso_session_policy,
      value: mode === undefined || mode === null ? undefined : mode === 'persistent',
      isSaid: origins.isSessionPersistent === 'organization',
    }),
    sessionChange({
      name: 'sessionIdleSeconds',
      isUsed: body.is_use_org_authenticated_session_lifetime,
      value: body.authenticated_session_lifetime ?? undefined,
      isSaid: origins.sessionIdleSeconds === 'organization',
    }),
  ]
  return {
    said: Object.fromEntries(changes.flatMap(({ said }) => Object.entries(said))),
    unsaid: changes.flatMap(({ unsaid }) => unsaid),
  }
}

interface SessionField {
  readonly name: string
  readonly isUsed: boolean | null | undefined
  readonly value: unknown
  readonly isSaid: boolean
}

function sessionChange({ name, isUsed, value, isSaid }: SessionField): SettingsChange {
  if (isUsed === false) return { said: {}, unsaid: [name] }
  if (value !== undefined) return { said: { [name]: value }, unsaid: [] }
  if (isUsed !== true || isSaid) return { said: {}, unsaid: [] }
  throw new InvalidInput('SESSION_POLICY_INCOMPLETE', 'Say with what the organization overrides the application, too.')
}

export const ListedOrganizationView = z.object({
  code: z.string(),
  name: z.string(),
  handle: z.string().nullable(),
  is_default: z.boolean(),
  external_id: z.string().nullable(),
  is_auto_membership_enabled: z.boolean(),
})

export function listedViewOf(organization: ListedOrganization): z.input<typeof ListedOrganizationView> {
  const { code, name, handle, isDefault, externalId, isAutoMembershipEnabled } = organization
  return {
    code,
    name,
    handle: handle ?? null,
    is_default: isDefault,
    external_id: externalId ?? null,
    is_auto_membership_enabled: isAutoMembershipEnabled,
  }
}

export const FoundOrganizationView = z.object({
  ...ListedOrganizationView.shape,
  is_suspended: z.boolean(),
  member_count: z
    .int()
    .optional()
    .meta({
      description: `Where it was asked for; ${String(MEMBERS_COUNTED + 1)} means more than ${String(MEMBERS_COUNTED)}.`,
    }),
})

export function foundViewOf(
  organization: FoundOrganization,
  counts: ReadonlyMap<string, number> | undefined,
): z.input<typeof FoundOrganizationView> {
  return {
    ...listedViewOf(organization),
    is_suspended: organization.isSuspended,
    ...(counts && { member_count: counts.get(organization.id) ?? 0 }),
  }
}
