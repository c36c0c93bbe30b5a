import { z } from 'zod'
import { endpoint, success, SuccessEnvelope, successOf } from '#platform/http'
import { apiAuthor } from '#platform/outbox'
import { isSmsAvailable } from '#platform/sms'
import { countEnrolled, MFA_FIELDS, PublishedFactors, storedFactors } from '#domain/factor-rules'
import { settingsFor, settingsSchema } from '#domain/settings'
import { readOwnSettings } from '../read-own-settings.ts'
import { updateEnvironmentSettings } from '../update-environment-settings.ts'

const PATH = '/api/v1/environment/mfa'
const OWN = 'Not part of the published contract: an operation of our own.'
const SETTINGS = settingsSchema('environment', MFA_FIELDS)
const REFUSALS = {
  400: ['FACTORS_REQUIRED', 'FACTOR_BESIDE_PASSKEY_REQUIRED', 'SMS_NOT_CONFIGURED'],
  409: ['ORGANIZATIONS_NEED_FACTORS'],
} as const

const MfaView = z.object({
  settings: SETTINGS.view,
  is_sms_available: z.boolean().meta({ description: 'Whether text messages can be sent; SMS as a factor needs it.' }),
  enrolled: z
    .object({ authenticator: z.int(), email: z.int(), sms: z.int(), any: z.int() })
    .meta({ description: 'How many people have set up a factor of each kind, and of any.' }),
})

const reading = endpoint({
  method: 'get',
  path: PATH,
  operationId: 'getEnvironmentMfa',
  tag: 'MFA',
  summary: 'Get the second factors of the environment',
  description: `Each setting with the level that says so. ${OWN}`,
  scope: 'read:environments',
  answers: [200, successOf({ mfa: MfaView })],
  async handle(ctx) {
    const { businessSettings: business } = ctx.environment
    const resolved = settingsFor({ business, environment: await readOwnSettings(ctx) })
    return success({
      mfa: {
        settings: SETTINGS.viewOf(resolved, settingsFor({ business })),
        is_sms_available: isSmsAvailable(ctx, 'factor'),
        enrolled: { ...(await countEnrolled(ctx.db)) },
      },
    })
  },
})

const update = endpoint({
  method: 'patch',
  path: PATH,
  operationId: 'updateEnvironmentMfa',
  tag: 'MFA',
  summary: 'Update the second factors of the environment',
  description:
    'What is absent stays; `null` takes a setting back to its default. `trusted_device_days`: how long a browser that ' +
    `passed a factor is not asked again, 0 for always asked. ${OWN}`,
  scope: 'update:mfa',
  body: z.strictObject(SETTINGS.fields),
  answers: [200, SuccessEnvelope],
  errors: REFUSALS,
  async handle(ctx, { body, actor }) {
    await updateEnvironmentSettings(ctx, apiAuthor(actor), SETTINGS.changeOf(body))
    return success()
  },
})

const replacement = endpoint({
  method: 'put',
  path: '/api/v1/mfa',
  operationId: 'ReplaceMFA',
  tag: 'MFA',
  summary: 'Replace the second factors of the environment',
  description: 'Passkeys as a factor stay as they are: `updateEnvironmentMfa` changes them.',
  scope: 'update:mfa',
  body: z.object({
    policy: z.enum(['required', 'off', 'optional']),
    enabled_factors: PublishedFactors,
    is_recovery_codes_enabled: z.boolean().optional(),
  }),
  answers: [200, SuccessEnvelope],
  errors: REFUSALS,
  async handle(ctx, { body, actor }) {
    const { values } = settingsFor({ environment: await readOwnSettings(ctx) })
    const said = {
      mfaPolicy: body.policy,
      mfaFactors: storedFactors(body.enabled_factors, values.mfaFactors),
      isRecoveryCodesEnabled: body.is_recovery_codes_enabled ?? true,
    }
    await updateEnvironmentSettings(ctx, apiAuthor(actor), { said, unsaid: [] })
    return success()
  },
})

export const environmentMfaRoutes = [reading, update, replacement]
