import { z } from 'zod'
import { endpoint, success, SuccessEnvelope, successOf } from '#platform/http'
import { apiAuthor } from '#platform/outbox'
import { readOwnSettings, updateEnvironmentSettings } from '#domain/environments'
import { countEnrolled, MFA_FIELDS } from '#domain/factor-rules'
import { settingsFor, settingsSchema } from '#domain/settings'
import { checkAdministers } from '../businesses/administers.ts'

const PATH = '/api/v1/administrators/mfa'
const TAG = 'Businesses'
const OWN =
  'For owners of the installation and for applications of the environment behind the console only. Not part of the ' +
  'published contract: an operation of our own.'
const SETTINGS = settingsSchema('environment', MFA_FIELDS)
const ELSEWHERE = { 403: ['CONTROL_ENVIRONMENT_ONLY'] } as const

const reading = endpoint({
  method: 'get',
  path: PATH,
  operationId: 'getAdministratorMfa',
  tag: TAG,
  summary: 'Get the second factors of administrators',
  description: `What everybody who signs in to the console is asked for, in every business. ${OWN}`,
  scope: 'read:businesses',
  answers: [200, successOf({ mfa: z.object({ settings: SETTINGS.view, enrolled: z.int() }) })],
  errors: ELSEWHERE,
  async handle(ctx) {
    checkAdministers(ctx)
    const resolved = settingsFor({ environment: await readOwnSettings(ctx) })
    const { any } = await countEnrolled(ctx.db)
    return success({ mfa: { settings: SETTINGS.viewOf(resolved, settingsFor({})), enrolled: any } })
  },
})

const update = endpoint({
  method: 'patch',
  path: PATH,
  operationId: 'updateAdministratorMfa',
  tag: TAG,
  summary: 'Update the second factors of administrators',
  description:
    'What is absent stays; `null` takes a setting back to its default. An owner who has lost every factor gets back in ' +
    `by \`npm run reset-factors\` on the server's machine. ${OWN}`,
  scope: 'create:businesses',
  body: z.strictObject(SETTINGS.fields),
  answers: [200, SuccessEnvelope],
  errors: {
    ...ELSEWHERE,
    400: ['FACTORS_REQUIRED', 'FACTOR_BESIDE_PASSKEY_REQUIRED', 'SMS_NOT_CONFIGURED'],
    409: ['ORGANIZATIONS_NEED_FACTORS'],
  },
  async handle(ctx, { body, actor }) {
    checkAdministers(ctx)
    await updateEnvironmentSettings(ctx, apiAuthor(actor), SETTINGS.changeOf(body))
    return success()
  },
})

export const administratorMfaRoutes = [reading, update]
