import { z } from 'zod'
import type { EnvironmentScope } from '#platform/context'
import { endpoint, openCursor, pageOf, sealCursor, success, SuccessEnvelope, successOf } from '#platform/http'
import { apiAuthor } from '#platform/outbox'
import { settingsFor, type ResolvedSettings } from '#domain/settings'
import { addApplication } from './add-application.ts'
import { clientIdOf, noSuchApplication } from './application.ts'
import { URL_CODES } from './callbacks/index.ts'
import { backchannelLogoutRoutes } from './backchannel-logout/routes.ts'
import { callbackRoutes } from './callbacks/routes.ts'
import { emailMethodRoutes } from './email-methods/routes.ts'
import { clientKeyRoutes } from './client-keys/routes.ts'
import { deleteApplication } from './delete-application.ts'
import { findApplication } from './queries.ts'
import {
  ApplicationBody,
  ApplicationList,
  ApplicationParams,
  ApplicationView,
  changeOf,
  CreatedApplication,
  ListedApplication,
  NewApplicationBody,
  OWN_SETTINGS,
  SettingsBody,
  TOKENS,
  TokensBody,
  tokensChangeOf,
  viewOf,
} from './schema.ts'
import { secretRoutes } from './secrets/routes.ts'
import { updateApplication } from './update-application.ts'
import { listApplications } from './views.ts'

const NOT_FOUND = { 404: ['APPLICATION_NOT_FOUND'] } as const
const ID_PATH = '/api/v1/applications/{application_id}'

const listing = endpoint({
  method: 'get',
  path: '/api/v1/applications',
  operationId: 'getApplications',
  tag: 'Applications',
  summary: 'List applications',
  scope: 'read:applications',
  query: ApplicationList,
  answers: [200, successOf({ applications: z.array(ListedApplication), next_token: z.string().optional() })],
  errors: { 400: ['INVALID_CURSOR'] },
  async handle({ db, sealer }, { query: { sort, page_size: size, next_token: token, type, query: text } }) {
    const order = sort === 'name_desc' ? 'desc' : 'asc'
    const list = { operation: 'getApplications', filter: { order, ...(type && { type }), ...(text && { text }) } }
    const after = token === undefined ? undefined : openCursor(sealer, list, { cursor: token, position: Place })
    const place = after && { name: after[0], id: after[1] }
    const rows = await listApplications(db, { order, type, text, after: place, limit: size + 1 })
    const { page, last } = pageOf(rows, size)
    return success({
      applications: page.map(({ id, name, type }) => ({ id: clientIdOf(id), name, type })),
      ...(last ? { next_token: sealCursor(sealer, list, [last.name, last.id]) } : {}),
    })
  },
})
const Place = z.tuple([z.string(), z.uuid()])

const creation = endpoint({
  method: 'post',
  path: '/api/v1/applications',
  operationId: 'createApplication',
  tag: 'Applications',
  summary: 'Create an application',
  scope: 'create:applications',
  body: NewApplicationBody,
  fixed: { fields: ['id', 'client_id', 'client_secret'] },
  answers: [201, successOf({ application: CreatedApplication })],
  errors: { 400: ['ORGANIZATION_NOT_SUPPORTED'], 404: ['ORGANIZATION_NOT_FOUND'] },
  async handle(ctx, { body: { name, type, org_code: code }, actor }) {
    const input = {
      name,
      type,
      organizationCode: code === '' ? undefined : (code ?? undefined),
      author: apiAuthor(actor),
    }
    const { clientId, clientSecret } = await addApplication(ctx, input)
    return success({ application: { id: clientId, client_id: clientId, client_secret: clientSecret } })
  },
})

const reading = endpoint({
  method: 'get',
  path: ID_PATH,
  operationId: 'getApplication',
  tag: 'Applications',
  summary: 'Get an application',
  scope: 'read:applications',
  params: ApplicationParams,
  answers: [200, successOf({ application: ApplicationView })],
  errors: NOT_FOUND,
  async handle({ db, environment }, { params }) {
    const application = await findApplication(db, environment, params.application_id)
    if (!application) throw noSuchApplication()
    return success({ application: viewOf(application) })
  },
})

const update = endpoint({
  method: 'patch',
  path: ID_PATH,
  operationId: 'updateApplication',
  tag: 'Applications',
  summary: 'Update an application',
  description:
    'What is absent stays; `null` takes a setting back. Type and organization stay for good; the secret is rotated and the ' +
    'cancel button set by operations of their own.',
  scope: 'update:applications',
  params: ApplicationParams,
  body: ApplicationBody,
  fixed: {
    fields: ['id', 'client_id', 'client_secret', 'type', 'org_code', 'has_cancel_button'],
    async present({ db, environment }, { params }) {
      const application = await findApplication(db, environment, params.application_id)
      if (!application) throw noSuchApplication()
      return { ...viewOf(application), org_code: application.organizationCode }
    },
  },
  answers: [200, SuccessEnvelope],
  errors: {
    ...NOT_FOUND,
    400: ['ACCESS_CONTROL_NOT_SUPPORTED', 'ACCESS_ROLES_REQUIRED', 'REFRESH_TOKEN_LIFETIME_TOO_SHORT', ...URL_CODES],
  },
  async handle(ctx, { params, body, actor }) {
    const target = { applicationId: params.application_id, author: apiAuthor(actor) }
    await updateApplication(ctx, target, changeOf(body))
    return success()
  },
})

const deletion = endpoint({
  method: 'delete',
  path: ID_PATH,
  operationId: 'deleteApplication',
  tag: 'Applications',
  summary: 'Delete an application',
  description:
    'For good: its secrets, grants and tokens go with it. You need every scope that the application itself has, and the ' +
    'last application that can create others and give them scopes stays.',
  scope: 'delete:applications',
  params: ApplicationParams,
  answers: [200, SuccessEnvelope],
  errors: { ...NOT_FOUND, 409: ['LAST_MANAGING_APPLICATION'] },
  async handle(ctx, { params, actor }) {
    const target = { applicationId: params.application_id, author: apiAuthor(actor), held: actor.scopes }
    await deleteApplication(ctx, target)
    return success()
  },
})

const tokens = endpoint({
  method: 'patch',
  path: `${ID_PATH}/tokens`,
  operationId: 'updateApplicationTokens',
  tag: 'Applications',
  summary: 'Update the token lifetimes of an application',
  description: 'In seconds. They hold for tokens issued from then on.',
  scope: 'update:application_tokens',
  params: ApplicationParams,
  body: TokensBody,
  answers: [200, SuccessEnvelope],
  errors: { ...NOT_FOUND, 400: ['REFRESH_TOKEN_LIFETIME_TOO_SHORT'] },
  async handle(ctx, { params, body, actor }) {
    const target = { applicationId: params.application_id, author: apiAuthor(actor) }
    await updateApplication(ctx, target, tokensChangeOf(body))
    return success()
  },
})

const tokensReading = endpoint({
  method: 'get',
  path: `${ID_PATH}/tokens`,
  operationId: 'getApplicationTokens',
  tag: 'Applications',
  summary: 'Get the token lifetimes of an application',
  description: 'Each with the level that says so. Not part of the published contract: an operation of our own.',
  scope: 'read:applications',
  params: ApplicationParams,
  answers: [200, successOf({ tokens: TOKENS.view })],
  errors: NOT_FOUND,
  async handle({ db, environment }, { params }) {
    const application = await findApplication(db, environment, params.application_id)
    if (!application) throw noSuchApplication()
    return success({ tokens: TOKENS.viewOf(application.settings, settingsAbove(environment)) })
  },
})

const settings = endpoint({
  method: 'get',
  path: `${ID_PATH}/settings`,
  operationId: 'getApplicationSettings',
  tag: 'Settings',
  summary: 'Get the settings of an application',
  description: 'Each with the level that says so. Not part of the published contract: an operation of our own.',
  scope: 'read:applications',
  params: ApplicationParams,
  answers: [
    200,
    successOf({
      settings: OWN_SETTINGS.view,
      org_code: z.string().nullable().meta({ description: 'The organization that it speaks for, and no other.' }),
    }),
  ],
  errors: NOT_FOUND,
  async handle({ db, environment }, { params }) {
    const application = await findApplication(db, environment, params.application_id)
    if (!application) throw noSuchApplication()
    return success({
      settings: OWN_SETTINGS.viewOf(application.settings, settingsAbove(environment)),
      org_code: application.organizationCode ?? null,
    })
  },
})

const settingsUpdate = endpoint({
  method: 'patch',
  path: `${ID_PATH}/settings`,
  operationId: 'updateApplicationSettings',
  tag: 'Settings',
  summary: 'Update the settings of an application',
  description:
    'What is absent stays; `null` takes a setting back, so that it is inherited. To change how an application ' +
    'authenticates you need every scope that it has.',
  scope: 'update:applications',
  params: ApplicationParams,
  body: SettingsBody,
  answers: [200, SuccessEnvelope],
  errors: {
    ...NOT_FOUND,
    400: ['CLIENT_KEYS_REQUIRED', 'CREDENTIALS_NOT_SUPPORTED', 'REFRESH_TOKEN_LIFETIME_TOO_SHORT'],
    409: ['LAST_MANAGING_APPLICATION'],
  },
  async handle(ctx, { params, body, actor }) {
    const target = { applicationId: params.application_id, author: apiAuthor(actor), held: actor.scopes }
    await updateApplication(ctx, target, { settings: OWN_SETTINGS.changeOf(body) })
    return success()
  },
})

function settingsAbove({ businessSettings: business, settings: environment }: EnvironmentScope): ResolvedSettings {
  return settingsFor({ business, environment })
}

export const applicationRoutes = [
  listing,
  creation,
  reading,
  update,
  deletion,
  tokens,
  tokensReading,
  settings,
  settingsUpdate,
]

export const applicationPartRoutes = [
  ...callbackRoutes,
  ...secretRoutes,
  ...clientKeyRoutes,
  ...backchannelLogoutRoutes,
  ...emailMethodRoutes,
]
