import { z } from 'zod'
import { endpoint, success, SuccessEnvelope, successOf } from '#platform/http'
import { apiAuthor } from '#platform/outbox'
import { settingsFor, settingsSchema } from '#domain/settings'
import { findBotStop } from './queries.ts'
import { updateBotStop } from './update-bot-stop.ts'

const PATH = '/api/v1/environment/bot_stop'
const OWN = 'Not part of the published contract: an operation of our own.'

const BOT_STOP = settingsSchema('environment', {
  is_bot_stop_on: 'isBotStopOn',
  bot_stop_provider: 'botStopProvider',
  bot_stop_site_key: 'botStopSiteKey',
})

const Secret = z
  .string()
  .min(1)
  .max(500)
  .regex(/^[\x21-\x7e]+$/, 'must be a key as the provider shows it')

const Body = z.strictObject({
  ...BOT_STOP.fields,
  bot_stop_secret_key: Secret.nullish().meta({ description: 'Kept sealed and never answered. `null`: there is none.' }),
})

const View = z.object({ settings: BOT_STOP.view, has_secret_key: z.boolean() })

const reading = endpoint({
  method: 'get',
  path: PATH,
  operationId: 'getBotStop',
  tag: 'Settings',
  summary: 'Get the bot stop of the environment',
  description: `The secret key is never answered. ${OWN}`,
  scope: 'read:environments',
  answers: [200, successOf({ bot_stop: View })],
  async handle({ database, environment }) {
    const { settings, secretSealed } = await findBotStop(database.system, environment.id)
    const view = BOT_STOP.viewOf(settingsFor({ environment: settings }), settingsFor({}))
    return success({ bot_stop: { settings: view, has_secret_key: secretSealed !== undefined } })
  },
})

const update = endpoint({
  method: 'patch',
  path: PATH,
  operationId: 'updateBotStop',
  tag: 'Settings',
  summary: 'Update the bot stop of the environment',
  description:
    'With `is_bot_stop_on`, sign-ups and sign-ins after repeated failures need a challenge: by default a proof of work ' +
    'that loads nothing from elsewhere. With keys of `turnstile` or `hcaptcha` their challenge takes its place, and the ' +
    `pages admit the hosts of that provider. What is absent stays; \`null\` takes a setting back. ${OWN}`,
  scope: 'update:environments',
  body: Body,
  answers: [200, SuccessEnvelope],
  errors: { 400: ['BOT_STOP_KEYS_REQUIRED'] },
  async handle(ctx, { body, actor }) {
    const { bot_stop_secret_key: secret, ...settings } = body
    await updateBotStop(ctx, apiAuthor(actor), { ...BOT_STOP.changeOf(settings), secret })
    return success()
  },
})

export const botStopRoutes = [reading, update]
