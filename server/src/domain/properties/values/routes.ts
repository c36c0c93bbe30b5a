import { z } from 'zod'
import { endpoint, success, SuccessEnvelope, successOf } from '#platform/http'
import { apiAuthor } from '#platform/outbox'
import { ApplicationId, ApplicationParams, clientIdOf, noSuchApplication, readApplication } from '#domain/applications'
import { findOrganizationByCode, noSuchOrganization, OrganizationCode, OrganizationParams } from '#domain/organizations'
import { isUser, noSuchUser, UserId, UserParams } from '#domain/users'
import { PropertyKey, ValueBody, ValueQuery, ValuesBody, valuesOf, ValueView, valueViewOf } from '../schema.ts'
import { changeUserValues } from './change-user-values.ts'
import { changeApplicationValues } from './change-application-values.ts'
import { changeOrganizationValues } from './change-organization-values.ts'
import { listValues } from './queries.ts'

const UserValueParams = z.object({ user_id: UserId, property_key: PropertyKey })
const OrganizationValueParams = z.object({ org_code: OrganizationCode, property_key: PropertyKey })

const ApplicationValueParams = z.object({ application_id: ApplicationId, property_key: PropertyKey })

const ValueListing = successOf({ properties: z.array(ValueView), next_token: z.string().optional() })
const EVERY = 'Every property of its context, by key; of those without a value it is null.'
const INVALID = ['INVALID_PROPERTY_VALUE'] as const
const NO_PROPERTY = 'PROPERTY_NOT_FOUND'
const OF_USER = '/api/v1/users/{user_id}/properties'
const OF_ORGANIZATION = '/api/v1/organizations/{org_code}/properties'
const OF_APPLICATION = '/api/v1/applications/{application_id}/properties'
const ONE = '{property_key}'

const userListing = endpoint({
  method: 'get',
  path: OF_USER,
  operationId: 'GetUserPropertyValues',
  tag: 'Users',
  summary: 'Get the property values of a user',
  description: EVERY,
  scope: 'read:user_properties',
  params: UserParams,
  answers: [200, ValueListing],
  errors: { 404: ['USER_NOT_FOUND'] },
  async handle({ db }, { params: { user_id: id } }) {
    if (!(await isUser(db, id))) throw noSuchUser()
    const values = await listValues(db, { context: 'usr', id })
    return success({ properties: values.map(valueViewOf) })
  },
})

const userUpdate = endpoint({
  method: 'put',
  path: `${OF_USER}/${ONE}`,
  operationId: 'UpdateUserProperty',
  tag: 'Users',
  summary: 'Set a property value of a user',
  scope: 'update:user_properties',
  params: UserValueParams,
  query: ValueQuery,
  answers: [200, SuccessEnvelope],
  errors: { 400: INVALID, 404: [NO_PROPERTY, 'USER_NOT_FOUND'] },
  async handle(ctx, { params, query, actor }) {
    const values = new Map([[params.property_key, query.value]])
    await changeUserValues(ctx, params.user_id, { author: apiAuthor(actor), values })
    return success()
  },
})

const userUpdates = endpoint({
  method: 'patch',
  path: OF_USER,
  operationId: 'UpdateUserProperties',
  tag: 'Users',
  summary: 'Set property values of a user',
  description: 'All of it is done, or nothing; what is absent stays.',
  scope: 'update:user_properties',
  params: UserParams,
  body: ValuesBody,
  answers: [200, SuccessEnvelope],
  errors: { 400: INVALID, 404: [NO_PROPERTY, 'USER_NOT_FOUND'] },
  async handle(ctx, { params, body, actor }) {
    await changeUserValues(ctx, params.user_id, { author: apiAuthor(actor), values: valuesOf(body) })
    return success()
  },
})

const organizationListing = endpoint({
  method: 'get',
  path: OF_ORGANIZATION,
  operationId: 'GetOrganizationPropertyValues',
  tag: 'Organizations',
  summary: 'Get the property values of an organization',
  description: EVERY,
  scope: 'read:organization_properties',
  params: OrganizationParams,
  answers: [200, ValueListing],
  errors: { 404: ['ORGANIZATION_NOT_FOUND'] },
  async handle({ db }, { params }) {
    const organization = await findOrganizationByCode(db, params.org_code)
    if (!organization) throw noSuchOrganization()
    const values = await listValues(db, { context: 'org', id: organization.id })
    return success({ properties: values.map(valueViewOf) })
  },
})

const organizationUpdate = endpoint({
  method: 'put',
  path: `${OF_ORGANIZATION}/${ONE}`,
  operationId: 'UpdateOrganizationProperty',
  tag: 'Organizations',
  summary: 'Set a property value of an organization',
  scope: 'update:organization_properties',
  params: OrganizationValueParams,
  query: ValueQuery,
  answers: [200, SuccessEnvelope],
  errors: { 400: INVALID, 404: ['ORGANIZATION_NOT_FOUND', NO_PROPERTY] },
  async handle(ctx, { params, query, actor }) {
    const values = new Map([[params.property_key, query.value]])
    await changeOrganizationValues(ctx, params.org_code, { author: apiAuthor(actor), values })
    return success()
  },
})

const organizationUpdates = endpoint({
  method: 'patch',
  path: OF_ORGANIZATION,
  operationId: 'UpdateOrganizationProperties',
  tag: 'Organizations',
  summary: 'Set property values of an organization',
  description: 'All of it is done, or nothing; what is absent stays.',
  scope: 'update:organization_properties',
  params: OrganizationParams,
  body: ValuesBody,
  answers: [200, SuccessEnvelope],
  errors: { 400: INVALID, 404: ['ORGANIZATION_NOT_FOUND', NO_PROPERTY] },
  async handle(ctx, { params, body, actor }) {
    await changeOrganizationValues(ctx, params.org_code, { author: apiAuthor(actor), values: valuesOf(body) })
    return success()
  },
})

const applicationListing = endpoint({
  method: 'get',
  path: OF_APPLICATION,
  operationId: 'getApplicationPropertyValues',
  tag: 'Applications',
  summary: 'Get the property values of an application',
  description: EVERY,
  scope: 'read:application_properties',
  params: ApplicationParams,
  answers: [200, ValueListing],
  errors: { 404: ['APPLICATION_NOT_FOUND'] },
  async handle(ctx, { params: { application_id: id } }) {
    if (!(await readApplication(ctx, clientIdOf(id)))) throw noSuchApplication()
    const values = await listValues(ctx.db, { context: 'app', id })
    return success({ properties: values.map(valueViewOf) })
  },
})

const applicationUpdate = endpoint({
  method: 'put',
  path: `${OF_APPLICATION}/${ONE}`,
  operationId: 'updateApplicationsProperty',
  tag: 'Applications',
  summary: 'Set a property value of an application',
  scope: 'update:application_properties',
  params: ApplicationValueParams,
  body: ValueBody,
  answers: [200, SuccessEnvelope],
  errors: { 400: INVALID, 404: ['APPLICATION_NOT_FOUND', NO_PROPERTY] },
  async handle(ctx, { params, body, actor }) {
    const values = new Map([[params.property_key, String(body.value)]])
    await changeApplicationValues(ctx, params.application_id, { author: apiAuthor(actor), values })
    return success()
  },
})

export const valueRoutes = [
  userListing,
  userUpdate,
  userUpdates,
  organizationListing,
  organizationUpdate,
  organizationUpdates,
  applicationListing,
  applicationUpdate,
]
