import { z } from 'zod'
import { endpoint, success, SuccessEnvelope, successOf } from '#platform/http'
import { apiAuthor } from '#platform/outbox'
import { ApplicationId, clientIdOf, noSuchApplication, readApplication } from '#domain/applications'
import { managementApi, managementScopes } from '../management-api.ts'
import { apiIdOf, scopeIdOf } from '../resource-server.ts'
import { ApiParams, ApplicationScopeParams, GrantedApi, listedApiOf } from '../schema.ts'
import { listApisOfApplication } from '../views.ts'
import { authorizeApplications } from './authorize-applications.ts'
import { removeApplicationScope } from './remove-application-scope.ts'
import { addApplicationScope } from './add-application-scope.ts'

const SCOPE_PATH = '/api/v1/apis/{api_id}/applications/{application_id}/scopes/{scope_id}'
const APPLICATIONS_MOST = 100

const ApplicationsBody = z.object({
  applications: z
    .array(
      z.object({
        id: ApplicationId,
        operation: z.enum(['delete', '']).nullish().meta({
          description: '`delete`: the application may not ask for the API any more. Otherwise it may.',
        }),
      }),
    )
    .min(1)
    .max(APPLICATIONS_MOST)
    .refine((all) => new Set(all.map(({ id }) => id)).size === all.length, 'must name each application once'),
})

const listing = endpoint({
  method: 'get',
  path: '/api/v1/applications/{application_id}/apis',
  operationId: 'getApplicationAPIs',
  tag: 'Applications',
  summary: 'List the APIs of an application',
  description:
    'Those that it may ask for, the Management API first, each with the scopes selected for it. Not part of the published ' +
    'contract: an operation of our own.',
  scope: 'read:applications',
  params: z.object({ application_id: ApplicationId }),
  answers: [200, successOf({ apis: z.array(GrantedApi) })],
  errors: { 404: ['APPLICATION_NOT_FOUND'] },
  async handle(ctx, { params: { application_id: applicationId } }) {
    const { db, environment } = ctx
    const application = await readApplication(ctx, clientIdOf(applicationId))
    if (!application) throw noSuchApplication()
    const { isManagementAuthorized, managementScopes: keys, organizationCode } = application
    const isManager = organizationCode === undefined && (isManagementAuthorized || keys.length > 0)
    const selected = managementScopes(environment).filter(({ key }) => keys.includes(key))
    const registered = await listApisOfApplication(db, applicationId)
    return success({
      apis: [
        ...(isManager
          ? [{ ...listedApiOf(managementApi(environment)), scopes: selected.map(idAndKey), is_limited: true }]
          : []),
        ...registered.map(({ isLimited, scopes, id, name, audience }) => ({
          ...{ id: apiIdOf(id), name, audience, is_management_api: false },
          scopes: scopes.map(idAndKey),
          is_limited: isLimited,
        })),
      ],
    })
  },
})

function idAndKey({ id, key }: { readonly id: string; readonly key: string }) {
  return { id: scopeIdOf(id), key }
}

const authorization = endpoint({
  method: 'patch',
  path: '/api/v1/apis/{api_id}/applications',
  operationId: 'updateAPIApplications',
  tag: 'APIs',
  summary: 'Authorise applications for an API',
  description:
    'All of it is done, or nothing. From the Management API you can disconnect only applications whose scopes you hold, and ' +
    'never the last one that can create applications and give them scopes.',
  scope: 'update:apis',
  params: ApiParams,
  body: ApplicationsBody,
  answers: [
    200,
    successOf({ applications_connected: z.array(z.string()), applications_disconnected: z.array(z.string()) }),
  ],
  errors: {
    400: ['MANAGEMENT_API_NOT_SUPPORTED'],
    404: ['API_NOT_FOUND', 'APPLICATION_NOT_FOUND'],
    409: ['LAST_MANAGING_APPLICATION'],
  },
  async handle(ctx, { params, body, actor }) {
    const changes = body.applications.map(({ id, operation }) => ({
      applicationId: id,
      isAuthorized: operation !== 'delete',
    }))
    const target = { apiId: params.api_id, author: apiAuthor(actor), held: actor.scopes }
    await authorizeApplications(ctx, target, changes)
    const idsOf = (isAuthorized: boolean) =>
      changes.filter((one) => one.isAuthorized === isAuthorized).map((one) => clientIdOf(one.applicationId))
    return {
      code: 'API_APPLICATIONS_UPDATED',
      message: 'API applications updated',
      applications_connected: idsOf(true),
      applications_disconnected: idsOf(false),
    }
  },
})

const scopeAddition = endpoint({
  method: 'post',
  path: SCOPE_PATH,
  operationId: 'addAPIApplicationScope',
  tag: 'APIs',
  summary: 'Let an application ask for a scope',
  description: 'On its own behalf, by client credentials. Of the Management API you can give only what you hold.',
  scope: 'create:api_application_scopes',
  params: ApplicationScopeParams,
  answers: [200, SuccessEnvelope],
  errors: {
    400: ['APPLICATION_NOT_AUTHORIZED'],
    404: ['API_NOT_FOUND', 'API_SCOPE_NOT_FOUND', 'APPLICATION_NOT_FOUND'],
  },
  async handle(ctx, { params, actor }) {
    const target = { apiId: params.api_id, author: apiAuthor(actor), held: actor.scopes }
    await addApplicationScope(ctx, target, { applicationId: params.application_id, scopeId: params.scope_id })
    return success()
  },
})

const scopeRemoval = endpoint({
  method: 'delete',
  path: SCOPE_PATH,
  operationId: 'deleteAPIApplicationScope',
  tag: 'APIs',
  summary: 'Take a scope from an application',
  description:
    'Of the Management API you can take only what you hold, and not from the last application that can create others and ' +
    'give them scopes.',
  scope: 'delete:apis_application_scopes',
  params: ApplicationScopeParams,
  answers: [200, SuccessEnvelope],
  errors: {
    404: ['API_NOT_FOUND', 'API_SCOPE_NOT_FOUND', 'APPLICATION_NOT_FOUND', 'APPLICATION_SCOPE_NOT_FOUND'],
    409: ['LAST_MANAGING_APPLICATION'],
  },
  async handle(ctx, { params, actor }) {
    const target = { apiId: params.api_id, author: apiAuthor(actor), held: actor.scopes }
    await removeApplicationScope(ctx, target, { applicationId: params.application_id, scopeId: params.scope_id })
    return success()
  },
})

export const grantRoutes = [listing, authorization, scopeAddition, scopeRemoval]
