import { z } from 'zod'
import { localeName } from '#platform/i18n'
import { endpoint, success, SuccessEnvelope, successOf } from '#platform/http'
import { apiAuthor } from '#platform/outbox'
import { settingsFor } from '#domain/settings'
import { EnvironmentView, environmentViewOf } from './environment-view.ts'
import { findEnvironmentDetails, findEnvironmentSettings } from './queries.ts'
import { ENVIRONMENT_SETTINGS, SettingsBody } from './schema.ts'
import { updateEnvironmentSettings } from './update-environment-settings.ts'

const PATH = '/api/v1/environment/settings'

const details = endpoint({
  method: 'get',
  path: '/api/v1/environment',
  operationId: 'getEnvironment',
  tag: 'Environments',
  summary: 'Get the environment',
  scope: 'read:environments',
  answers: [200, successOf({ environment: EnvironmentView })],
  async handle({ database, environment }) {
    const details = await findEnvironmentDetails(database.system, environment.id)
    return success({ environment: environmentViewOf(environment, details) })
  },
})

const reading = endpoint({
  method: 'get',
  path: PATH,
  operationId: 'getEnvironmentSettings',
  tag: 'Settings',
  summary: 'Get the settings of the environment',
  description: 'Each with the level that says so. Not part of the published contract: an operation of our own.',
  scope: 'read:environments',
  answers: [200, successOf({ settings: ENVIRONMENT_SETTINGS.view })],
  async handle({ database, environment }) {
    const said = await findEnvironmentSettings(database.system, environment.id)
    const { businessSettings: business } = environment
    const resolved = settingsFor({ business, environment: said })
    return success({ settings: ENVIRONMENT_SETTINGS.viewOf(resolved, settingsFor({ business })) })
  },
})

const update = endpoint({
  method: 'patch',
  path: PATH,
  operationId: 'updateEnvironmentSettings',
  tag: 'Settings',
  summary: 'Update the settings of the environment',
  description:
    'What is absent stays; `null` takes a setting back to its default. `default_device_application` is the client id ' +
    'of the application that a device authorization request means when it names none. `is_wildcard_url_allowed` lets ' +
    'callback and logout URLs have a wildcard in production; in development they may. `language_key` is the language ' +
    'of pages and mail for people whose browser asks for none that the pages have. `homepage_application` is the client ' +
    'id of the application whose homepage URI the root of a production environment leads to. `email_method`, ' +
    '`is_session_persistent` and `authenticated_session_lifetime`, in seconds, hold for every application that does not ' +
    'set its own. `sign_up_allow_list` and `sign_up_block_list` hold addresses and domains; a blocked domain covers its ' +
    'subdomains. `is_breach_checked` looks chosen passwords up by the first digits of their SHA-1, and `breached_sign_in` ' +
    'says what happens at sign-in with one that is known.',
  scope: 'update:environments',
  body: SettingsBody,
  answers: [200, SuccessEnvelope],
  errors: { 400: ['NO_HOMEPAGE', 'NOT_A_DEVICE_APPLICATION'], 409: ['NO_OPEN_ORGANIZATION'] },
  async handle(ctx, { body, actor }) {
    await updateEnvironmentSettings(ctx, apiAuthor(actor), ENVIRONMENT_SETTINGS.changeOf(body))
    return success()
  },
})

const languages = endpoint({
  method: 'get',
  path: '/api/v1/languages',
  operationId: 'getLanguages',
  tag: 'Settings',
  summary: 'List the languages of pages and mails',
  description: 'Each with its name in itself. Not part of the published contract: an operation of our own.',
  scope: 'read:environments',
  answers: [200, successOf({ languages: z.array(z.object({ key: z.string(), name: z.string() })) })],
  async handle({ catalogue }) {
    return Promise.resolve(success({ languages: catalogue.locales.map((key) => ({ key, name: localeName(key) })) }))
  },
})

export const environmentRoutes = [details, reading, update, languages]
