import { z } from 'zod'
import type { Context } from '#platform/context'
import { endpoint, success, SuccessEnvelope, successOf } from '#platform/http'
import { apiAuthor } from '#platform/outbox'
import { isSmsAvailable } from '#platform/sms'
import { readOwnSettings } from '#domain/environments'
import { countEnrolled, MFA_FIELDS, PublishedFactors, storedFactors } from '#domain/factor-rules'
import { findOrganizationProfile, noSuchOrganization, OrganizationParams } from '#domain/organizations'
import { organizationLayer, settingsFor, settingsSchema, type SettingsChange } from '#domain/settings'
import { updateOrganization } from '../update-organization.ts'

const PATH = '/api/v1/organizations/{org_code}/mfa'
const OWN = 'Not part of the published contract: an operation of our own.'
const SETTINGS = settingsSchema('organization', MFA_FIELDS)
const REFUSALS = {
  400: ['ADVANCED_FEATURES_REQUIRED', 'FACTORS_REQUIRED', 'FACTOR_BESIDE_PASSKEY_REQUIRED', 'SMS_NOT_CONFIGURED'],
  404: ['ORGANIZATION_NOT_FOUND'],
} as const

const MfaView = z.object({
  settings: SETTINGS.view,
  is_enable_advanced_orgs: z.boolean(),
  is_sms_available: z.boolean().meta({ description: 'Whether text messages can be sent; SMS as a factor needs it.' }),
  enrolled: z
    .object({ authenticator: z.int(), email: z.int(), sms: z.int(), any: z.int() })
    .meta({ description: 'How many members have set up a factor of each kind, and of any.' }),
})

async function profileOf({ db }: Pick<Context, 'db'>, code: string) {
  const organization = await findOrganizationProfile(db, code)
  if (!organization) throw noSuchOrganization()
  return organization
}

const reading = endpoint({
  method: 'get',
  path: PATH,
  operationId: 'getOrganizationMfa',
  tag: 'Organizations',
  summary: 'Get the second factors of an organization',
  description:
    'Each setting with the level that says so. `policy` never acts as less than that of the environment, and nothing ' +
    `the organization says acts without advanced features. ${OWN}`,
  scope: 'read:organizations',
  params: OrganizationParams,
  answers: [200, successOf({ mfa: MfaView })],
  errors: { 404: ['ORGANIZATION_NOT_FOUND'] },
  async handle(ctx, { params }) {
    const organization = await profileOf(ctx, params.org_code)
    const above = { business: ctx.environment.businessSettings, environment: await readOwnSettings(ctx) }
    const resolved = settingsFor({ ...above, organization: organizationLayer(organization) })
    return success({
      mfa: {
        settings: SETTINGS.viewOf(resolved, settingsFor(above)),
        is_enable_advanced_orgs: organization.isAdvanced,
        is_sms_available: isSmsAvailable(ctx, 'factor'),
        enrolled: { ...(await countEnrolled(ctx.db, { organizationId: organization.id })) },
      },
    })
  },
})

const update = endpoint({
  method: 'patch',
  path: PATH,
  operationId: 'updateOrganizationMfa',
  tag: 'Organizations',
  summary: 'Update the second factors of an organization',
  description:
    'What is absent stays; `null` returns a setting to the environment. Its factors replace those of the environment ' +
    `for sign-ins to it. It can ask for more than the environment, never for less. ${OWN}`,
  scope: 'update:organization_mfa',
  params: OrganizationParams,
  body: z.strictObject(SETTINGS.fields),
  answers: [200, SuccessEnvelope],
  errors: { ...REFUSALS, 409: ['MFA_REQUIRED_BY_ENVIRONMENT'] },
  async handle(ctx, { params, body, actor }) {
    const target = { code: params.org_code, author: apiAuthor(actor) }
    await updateOrganization(ctx, target, { settings: SETTINGS.changeOf(body) })
    return success()
  },
})

const replacement = endpoint({
  method: 'put',
  path: PATH,
  operationId: 'ReplaceOrganizationMFA',
  tag: 'Organizations',
  summary: 'Replace the second factors of an organization',
  description:
    'They replace those of the environment for sign-ins to it; none: those of the environment. `updateOrganization` says ' +
    'whether members must have one. Passkeys as a factor stay as they are: `updateOrganizationMfa` changes them.',
  scope: 'update:organization_mfa',
  params: OrganizationParams,
  body: z.object({ enabled_factors: PublishedFactors, is_recovery_codes_enabled: z.boolean().optional() }),
  answers: [200, SuccessEnvelope],
  errors: REFUSALS,
  async handle(ctx, { params, body, actor }) {
    const organization = await profileOf(ctx, params.org_code)
    const own = settingsFor({ organization: organizationLayer(organization) }).values.mfaFactors
    const settings = factorChange(storedFactors(body.enabled_factors, own), body.is_recovery_codes_enabled ?? true)
    await updateOrganization(ctx, { code: params.org_code, author: apiAuthor(actor) }, { settings })
    return success()
  },
})

function factorChange(factors: readonly string[], isRecoveryCodesEnabled: boolean): SettingsChange {
  if (factors.length === 0) return { said: { isRecoveryCodesEnabled }, unsaid: ['mfaFactors'] }
  return { said: { isRecoveryCodesEnabled, mfaFactors: factors }, unsaid: [] }
}

export const organizationMfaRoutes = [reading, update, replacement]
