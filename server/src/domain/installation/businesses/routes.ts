import { z } from 'zod'
import { endpoint, openCursor, pageOf, sealCursor, success, SuccessEnvelope, successOf } from '#platform/http'
import { apiAuthor } from '#platform/outbox'
import { Confirmation } from '../managing/schema.ts'
import { countContentsOf } from '../managing/views.ts'
import { ManagementClientView, managementClientViewOf } from '../management-client.ts'
import { addBusiness } from './add-business.ts'
import { checkAdministers } from './administers.ts'
import { deleteBusiness } from './delete-business.ts'
import { renameBusiness } from './rename-business.ts'
import { makeManagementClient } from './make-management-client.ts'
import { findBusinessByCode, listBusinesses } from './queries.ts'
import {
  BusinessList,
  BusinessParams,
  BusinessEnvironmentParams,
  ListedView,
  listedViewOf,
  NewBusinessBody,
  RenamedBusinessBody,
} from './schema.ts'

const PATH = '/api/v1/businesses'
const CODE_PATH = `${PATH}/{business_code}` as const
const TAG = 'Businesses'
const OWN =
  'For applications of the environment behind the console only. Not part of the published contract: an operation of ' +
  'our own.'
const ELSEWHERE = { 403: ['CONTROL_ENVIRONMENT_ONLY'] } as const
const REFUSALS = { ...ELSEWHERE, 404: ['BUSINESS_NOT_FOUND'] } as const

const listing = endpoint({
  method: 'get',
  path: PATH,
  operationId: 'listBusinesses',
  tag: TAG,
  summary: 'List the businesses of the installation',
  description: OWN,
  scope: 'read:businesses',
  query: BusinessList,
  answers: [200, successOf({ businesses: z.array(ListedView), next_token: z.string().optional() })],
  errors: { ...ELSEWHERE, 400: ['INVALID_CURSOR'] },
  async handle(ctx, { query: { page_size: size, next_token: token, expand } }) {
    checkAdministers(ctx)
    const list = { operation: 'listBusinesses', filter: {} }
    const after = token === undefined ? undefined : openCursor(ctx.sealer, list, { cursor: token, position: Place })[0]
    const { page, last } = pageOf(await listBusinesses(ctx.database.system, { after, limit: size + 1 }), size)
    const shown: ReturnType<typeof listedViewOf>[] = []
    for (const one of page) {
      const isCounted = expand.has('contents')
      shown.push(
        listedViewOf(one, isCounted ? await countContentsOf(ctx.database, one.id, one.environments) : undefined),
      )
    }
    return success({
      businesses: shown,
      ...(last ? { next_token: sealCursor(ctx.sealer, list, [last.id]) } : {}),
    })
  },
})
const Place = z.tuple([z.uuid()])

const AddedClient = z.object({
  environment: z.string().meta({ description: 'The code of the environment.' }),
  ...ManagementClientView.shape,
})

const creation = endpoint({
  method: 'post',
  path: PATH,
  operationId: 'createBusiness',
  tag: TAG,
  summary: 'Add a business',
  description:
    'It starts with a production and a development environment. `management` has a client of the Management API of ' +
    `each. ${OWN}`,
  scope: 'create:businesses',
  body: NewBusinessBody,
  answers: [201, successOf({ business: ListedView, management: z.array(AddedClient) })],
  errors: { ...ELSEWHERE, 409: ['BUSINESS_HOST_TAKEN', 'ENVIRONMENT_ADDRESS_TAKEN'] },
  async handle(ctx, { body: { name, host_label: hostLabel }, actor }) {
    const { code, clients } = await addBusiness(ctx, { name, hostLabel, author: apiAuthor(actor) })
    const made = await findBusinessByCode(ctx.database.system, code)
    if (!made) throw new Error('the business is gone')
    const management = clients.map((one) => ({ environment: one.environment, ...managementClientViewOf(one) }))
    return success({ business: listedViewOf(made), management })
  },
})

const update = endpoint({
  method: 'patch',
  path: CODE_PATH,
  operationId: 'renameBusiness',
  tag: TAG,
  summary: 'Rename a business',
  description: `Its host label stays. ${OWN}`,
  scope: 'update:businesses',
  params: BusinessParams,
  body: RenamedBusinessBody,
  answers: [200, SuccessEnvelope],
  errors: { ...REFUSALS, 409: ['HOST_LABEL_FIXED'] },
  async handle(ctx, { params, body: { name, host_label: hostLabel }, actor }) {
    await renameBusiness(ctx, { code: params.business_code, author: apiAuthor(actor) }, { name, hostLabel })
    return success()
  },
})

const deletion = endpoint({
  method: 'delete',
  path: CODE_PATH,
  operationId: 'deleteBusiness',
  tag: TAG,
  summary: 'Delete a business',
  description:
    'For good, with its environments and everything in them; never the one that administers the installation. Where the ' +
    'one at the address of the installation was, nothing answers afterwards. ' +
    `Without \`confirm\` it says what would be lost. ${OWN}`,
  scope: 'delete:businesses',
  params: BusinessParams,
  query: Confirmation,
  answers: [200, SuccessEnvelope],
  errors: { ...REFUSALS, 409: ['CONFIRMATION_REQUIRED', 'INSTALLATION_BUSINESS'] },
  async handle(ctx, { params, query: { confirm }, actor }) {
    await deleteBusiness(ctx, { code: params.business_code, author: apiAuthor(actor) }, confirm)
    return success()
  },
})

const clientCreation = endpoint({
  method: 'post',
  path: `${CODE_PATH}/environments/{environment_code}/management_client`,
  operationId: 'createManagementClient',
  tag: TAG,
  summary: 'Make a client of the Management API for an environment',
  description:
    'For an environment without an application that can create others and give them scopes. The client has every scope. ' +
    `${OWN}`,
  scope: 'create:businesses',
  params: BusinessEnvironmentParams,
  answers: [201, successOf({ management: ManagementClientView })],
  errors: {
    ...ELSEWHERE,
    404: ['BUSINESS_NOT_FOUND', 'ENVIRONMENT_NOT_FOUND'],
    409: ['INSTALLATION_BUSINESS', 'MANAGEMENT_CLIENT_EXISTS'],
  },
  async handle(ctx, { params, actor }) {
    const client = await makeManagementClient(ctx, {
      businessCode: params.business_code,
      environmentCode: params.environment_code,
      author: apiAuthor(actor),
    })
    return success({ management: managementClientViewOf(client) })
  },
})

export const businessesRoutes = [listing, creation, update, deletion, clientCreation]
