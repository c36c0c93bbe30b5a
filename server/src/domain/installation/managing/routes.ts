import { z } from 'zod'
import { endpoint, success, SuccessEnvelope, successOf } from '#platform/http'
import { apiAuthor } from '#platform/outbox'
import { ManagementClientView, managementClientViewOf } from '../management-client.ts'
import { deleteEnvironment } from './delete-environment.ts'
import { updateEnvironment } from './update-environment.ts'
import { createEnvironment } from './create-environment.ts'
import { countContentsOf, listManaged } from './views.ts'
import {
  Confirmation,
  ContentsExpand,
  EnvironmentBody,
  EnvironmentParams,
  ManagedView,
  managedViewOf,
  NewEnvironmentBody,
} from './schema.ts'

const PATH = '/api/v1/environments'
const CODE_PATH = `${PATH}/{environment_code}` as const
const NOT_FOUND = { 404: ['ENVIRONMENT_NOT_FOUND'] } as const
const OWN = 'Not part of the published contract: an operation of our own.'

const listing = endpoint({
  method: 'get',
  path: PATH,
  operationId: 'listEnvironments',
  tag: 'Environments',
  summary: 'List the environments of the business',
  description: OWN,
  scope: 'read:environments',
  query: ContentsExpand,
  answers: [200, successOf({ environments: z.array(ManagedView) })],
  async handle({ database, environment }, { query: { expand } }) {
    const { id: currentId, businessId } = environment
    const all = await listManaged(database.system, businessId)
    const counted = expand.has('contents') ? await countContentsOf(database, businessId, all) : undefined
    const environments = all.map((one) => managedViewOf(one, { currentId, contents: counted?.get(one.id) }))
    return success({ environments })
  },
})

const creation = endpoint({
  method: 'post',
  path: PATH,
  operationId: 'createEnvironment',
  tag: 'Environments',
  summary: 'Add an environment to the business',
  description:
    'It is no production environment: a business has one, made with it. `management` is a client of its Management API, ' +
    `with the scopes of your own token. ${OWN}`,
  scope: 'create:environments',
  body: NewEnvironmentBody,
  answers: [
    201,
    successOf({
      environment: z.object({ code: z.string(), origin: z.string() }),
      management: ManagementClientView,
    }),
  ],
  errors: {
    400: ['ENVIRONMENT_ADDRESS_TOO_LONG'],
    409: ['ENVIRONMENT_CODE_TAKEN', 'ENVIRONMENT_ADDRESS_TAKEN'],
  },
  async handle(ctx, { body: { name, code }, actor }) {
    const client = await createEnvironment(ctx, { name, code, author: apiAuthor(actor), held: actor.scopes })
    const { origin } = client
    return success({ environment: { code, origin }, management: managementClientViewOf(client) })
  },
})

const update = endpoint({
  method: 'patch',
  path: CODE_PATH,
  operationId: 'updateEnvironment',
  tag: 'Environments',
  summary: 'Rename an environment, or say that production is live',
  description:
    'Being live is said to the team and changes nothing; it is refused while something required of the checklist is ' +
    `missing. Production is changed by its own applications. ${OWN}`,
  scope: 'update:environments',
  params: EnvironmentParams,
  body: EnvironmentBody,
  answers: [200, SuccessEnvelope],
  errors: {
    ...NOT_FOUND,
    400: ['NOT_PRODUCTION'],
    403: ['PRODUCTION_ONLY'],
    409: ['ENVIRONMENT_CODE_FIXED', 'NOT_READY_FOR_LIVE'],
  },
  async handle(ctx, { params, body: { name, is_live: isLive, code }, actor }) {
    const target = { code: params.environment_code, author: apiAuthor(actor) }
    await updateEnvironment(ctx, target, { name, isLive, code })
    return success()
  },
})

const deletion = endpoint({
  method: 'delete',
  path: CODE_PATH,
  operationId: 'deleteEnvironment',
  tag: 'Environments',
  summary: 'Delete an environment',
  description: `For good, with everything in it; never production. Without \`confirm\` it says what would be lost. ${OWN}`,
  scope: 'delete:environments',
  params: EnvironmentParams,
  query: Confirmation,
  answers: [200, SuccessEnvelope],
  errors: { ...NOT_FOUND, 409: ['CONFIRMATION_REQUIRED', 'PRODUCTION_ENVIRONMENT', 'ROOT_ENVIRONMENT'] },
  async handle(ctx, { params, query: { confirm }, actor }) {
    await deleteEnvironment(ctx, { code: params.environment_code, author: apiAuthor(actor) }, confirm)
    return success()
  },
})

export const managingRoutes = [listing, creation, update, deletion]
