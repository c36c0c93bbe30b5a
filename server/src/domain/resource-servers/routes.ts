import { grantRoutes } from './grants/routes.ts'
import { z } from 'zod'
import type { Context } from '#platform/context'
import { endpoint, success, SuccessEnvelope, successOf } from '#platform/http'
import { apiAuthor } from '#platform/outbox'
import { clientIdOf } from '#domain/applications'
import { getApi } from './get-api.ts'
import { deleteScope } from './delete-scope.ts'
import { updateScope } from './update-scope.ts'
import { createScope } from './create-scope.ts'
import { createApi } from './create-api.ts'
import { deleteApi } from './delete-api.ts'
import { updateApi } from './update-api.ts'
import { managementApi, managementScopes } from './management-api.ts'
import { findScope, listAllScopes, listApis, listScopes } from './queries.ts'
import { apiIdOf, noSuchScope, scopeIdOf, type ResourceServer, type Scope } from './resource-server.ts'
import {
  ApiBody,
  ApiList,
  ApiParams,
  ApiQuery,
  ApiView,
  CreatedResource,
  ListedApi,
  listedApiOf,
  listedScopeOf,
  NewApiBody,
  NewScopeBody,
  ScopeBody,
  ScopeParams,
  ScopeView,
  scopeViewOf,
  typeNameOf,
} from './schema.ts'
import { listAuthorizedApplications, listManagementApplications } from './views.ts'

const NOT_FOUND = { 404: ['API_NOT_FOUND'] } as const
const SCOPE_NOT_FOUND = { 404: ['API_NOT_FOUND', 'API_SCOPE_NOT_FOUND'] } as const
const ID_PATH = '/api/v1/apis/{api_id}'
const SCOPE_PATH = `${ID_PATH}/scopes/{scope_id}` as const

type ApiContext = Pick<Context, 'db' | 'environment'>

const listing = endpoint({
  method: 'get',
  path: '/api/v1/apis',
  operationId: 'getAPIs',
  tag: 'APIs',
  summary: 'List APIs',
  description: 'All of them, by name, the Management API among them.',
  scope: 'read:apis',
  query: ApiList,
  answers: [200, successOf({ apis: z.array(ListedApi), next_token: z.string().optional() })],
  async handle({ db, environment }, { query: { expand } }) {
    const registered = await listApis(db)
    const apis = [managementApi(environment), ...registered].toSorted(byName).map((api) => listedApiOf(api))
    if (expand !== 'scopes') return success({ apis })
    const scopes = [
      ...managementScopes(environment).map((scope) => ({ ...scope, apiId: environment.id })),
      ...(await listAllScopes(db)),
    ]
    const scopesOf = Map.groupBy(scopes, ({ apiId }) => apiIdOf(apiId))
    return success({ apis: apis.map((api) => ({ ...api, scopes: (scopesOf.get(api.id) ?? []).map(listedScopeOf) })) })
  },
})

function byName(a: ResourceServer, b: ResourceServer): number {
  if (a.name !== b.name) return a.name < b.name ? -1 : 1
  return a.id < b.id ? -1 : 1
}

const creation = endpoint({
  method: 'post',
  path: '/api/v1/apis',
  operationId: 'addAPIs',
  tag: 'APIs',
  summary: 'Register an API',
  scope: 'create:apis',
  body: NewApiBody,
  answers: [200, successOf({ api: CreatedResource })],
  errors: { 400: ['AUDIENCE_RESERVED'], 409: ['AUDIENCE_TAKEN'] },
  async handle(ctx, { body: { name, audience }, actor }) {
    const id = await createApi(ctx, { name, audience, author: apiAuthor(actor) })
    return success({ api: { id: apiIdOf(id) } })
  },
})

const reading = endpoint({
  method: 'get',
  path: ID_PATH,
  operationId: 'getAPI',
  tag: 'APIs',
  summary: 'Get an API',
  scope: 'read:apis',
  params: ApiParams,
  query: ApiQuery,
  answers: [200, successOf({ api: ApiView })],
  errors: NOT_FOUND,
  async handle(ctx, { params, query: { expand } }) {
    const api = await getApi(ctx, params.api_id)
    const { db } = ctx
    const applications = api.isManagement
      ? await listManagementApplications(db)
      : await listAuthorizedApplications(db, api.id)
    return success({
      api: {
        ...listedApiOf(api),
        token_typ: expand.has('token_typ') ? api.tokenTyp : undefined,
        scopes: (await scopesOfApi(ctx, api)).map(listedScopeOf),
        applications: applications.map(({ id, name, type }) => ({
          id: clientIdOf(id),
          name,
          type: typeNameOf(type),
          is_active: true,
        })),
      },
    })
  },
})

async function scopesOfApi({ db, environment }: ApiContext, api: ResourceServer): Promise<readonly Scope[]> {
  if (api.isManagement) return managementScopes(environment)
  return listScopes(db, { apiId: api.id })
}

const update = endpoint({
  method: 'patch',
  path: ID_PATH,
  operationId: 'updateAPI',
  tag: 'APIs',
  summary: 'Update an API',
  description:
    'Its name, and how its access tokens look; the audience stays. Not part of the Management API that others publish.',
  scope: 'update:apis',
  params: ApiParams,
  body: ApiBody,
  answers: [200, SuccessEnvelope],
  errors: { ...NOT_FOUND, 400: ['SYSTEM_API'] },
  async handle(ctx, { params, body, actor }) {
    await updateApi(
      ctx,
      { apiId: params.api_id, author: apiAuthor(actor) },
      { name: body?.name, tokenTyp: body?.token_typ },
    )
    return success()
  },
})

const deletion = endpoint({
  method: 'delete',
  path: ID_PATH,
  operationId: 'deleteAPI',
  tag: 'APIs',
  summary: 'Delete an API',
  description: 'For good, with its scopes and authorisations. The Management API cannot be deleted.',
  scope: 'delete:apis',
  params: ApiParams,
  answers: [200, SuccessEnvelope],
  errors: { ...NOT_FOUND, 400: ['SYSTEM_API'] },
  async handle(ctx, { params, actor }) {
    await deleteApi(ctx, { apiId: params.api_id, author: apiAuthor(actor) })
    return { code: 'API_DELETED', message: 'API successfully deleted' }
  },
})

const scopeListing = endpoint({
  method: 'get',
  path: `${ID_PATH}/scopes`,
  operationId: 'getAPIScopes',
  tag: 'APIs',
  summary: 'List the scopes of an API',
  scope: 'read:api_scopes',
  params: ApiParams,
  answers: [200, successOf({ scopes: z.array(ScopeView) })],
  errors: NOT_FOUND,
  async handle(ctx, { params }) {
    const scopes = await scopesOfApi(ctx, await getApi(ctx, params.api_id))
    return success({ scopes: scopes.map(scopeViewOf) })
  },
})

const scopeCreation = endpoint({
  method: 'post',
  path: `${ID_PATH}/scopes`,
  operationId: 'addAPIScope',
  tag: 'APIs',
  summary: 'Add a scope to an API',
  scope: 'create:api_scopes',
  params: ApiParams,
  body: NewScopeBody,
  answers: [200, successOf({ scope: CreatedResource })],
  errors: { ...NOT_FOUND, 400: ['SCOPE_KEY_RESERVED', 'SYSTEM_API'], 409: ['SCOPE_KEY_TAKEN'] },
  async handle(ctx, { params, body: { key, description }, actor }) {
    const target = { apiId: params.api_id, author: apiAuthor(actor) }
    const id = await createScope(ctx, target, { key, description: description ?? '' })
    return success({ scope: { id: scopeIdOf(id) } })
  },
})

const scopeReading = endpoint({
  method: 'get',
  path: SCOPE_PATH,
  operationId: 'getAPIScope',
  tag: 'APIs',
  summary: 'Get a scope of an API',
  scope: 'read:api_scopes',
  params: ScopeParams,
  answers: [200, successOf({ scope: ScopeView })],
  errors: SCOPE_NOT_FOUND,
  async handle(ctx, { params }) {
    return success({ scope: scopeViewOf(await getScope(ctx, params.api_id, params.scope_id)) })
  },
})

async function getScope(ctx: ApiContext, apiId: string, id: string): Promise<Scope> {
  const { db, environment } = ctx
  const scope =
    apiId === environment.id
      ? managementScopes(environment).find((one) => one.id === id)
      : await findScope(db, { apiId: (await getApi(ctx, apiId)).id }, id)
  if (!scope) throw noSuchScope()
  return scope
}

const scopeUpdate = endpoint({
  method: 'patch',
  path: SCOPE_PATH,
  operationId: 'updateAPIScope',
  tag: 'APIs',
  summary: 'Update a scope of an API',
  description: 'Its description; the key stays.',
  scope: 'update:api_scopes',
  params: ScopeParams,
  body: ScopeBody,
  fixed: {
    fields: ['id', 'key'],
    present: async (ctx, { params }) => scopeViewOf(await getScope(ctx, params.api_id, params.scope_id)),
  },
  answers: [200, SuccessEnvelope],
  errors: { ...SCOPE_NOT_FOUND, 400: ['SYSTEM_API'] },
  async handle(ctx, { params, body, actor }) {
    const target = { apiId: params.api_id, author: apiAuthor(actor) }
    const description = body?.description === null ? '' : body?.description
    await updateScope(ctx, target, { id: params.scope_id, description })
    return success()
  },
})

const scopeDeletion = endpoint({
  method: 'delete',
  path: SCOPE_PATH,
  operationId: 'deleteAPIScope',
  tag: 'APIs',
  summary: 'Delete a scope of an API',
  description: 'Applications that had it cannot ask for it any more.',
  scope: 'delete:apis_scopes',
  params: ScopeParams,
  answers: [200, SuccessEnvelope],
  errors: { ...SCOPE_NOT_FOUND, 400: ['SYSTEM_API'] },
  async handle(ctx, { params, actor }) {
    await deleteScope(ctx, { apiId: params.api_id, author: apiAuthor(actor) }, params.scope_id)
    return success()
  },
})

export const resourceServerRoutes = [
  listing,
  creation,
  reading,
  update,
  deletion,
  scopeListing,
  scopeCreation,
  scopeReading,
  scopeUpdate,
  scopeDeletion,
  ...grantRoutes,
]
