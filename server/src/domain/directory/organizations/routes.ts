import { z } from 'zod'
import { endpoint, openCursor, pageOf, sealCursor, success, SuccessEnvelope, successOf } from '#platform/http'
import { apiAuthor } from '#platform/outbox'
import { listLogoFiles } from '#domain/logos'
import {
  noSuchOrganization,
  findOrganizationProfile,
  OrganizationParams,
  listOrganizations,
} from '#domain/organizations'
import { addOrganization } from './add-organization.ts'
import { deleteOrganization } from './delete-organization.ts'
import { OrganizationView, organizationViewOf } from './organization-view.ts'
import {
  changeOf,
  flagTextsOf,
  ListedOrganizationView,
  listedViewOf,
  NewOrganizationBody,
  newOrganizationOf,
  OrganizationBody,
  OrganizationList,
  OrganizationQuery,
  OrganizationUpdateQuery,
} from './schema.ts'
import { readingRoutes } from './reading-routes.ts'
import { exemptionRoutes } from './mfa/exemptions/routes.ts'
import { organizationMfaRoutes } from './mfa/routes.ts'
import { organizationPasskeyRoutes } from './passkeys/routes.ts'
import { settingsRoutes } from './settings-routes.ts'
import { updateOrganization } from './update-organization.ts'

const NOT_FOUND = { 404: ['ORGANIZATION_NOT_FOUND'] } as const
const CODE_PATH = '/api/v1/organization/{org_code}'
const Place = z.tuple([z.string(), z.uuid()])

const listing = endpoint({
  method: 'get',
  path: '/api/v1/organizations',
  operationId: 'getOrganizations',
  tag: 'Organizations',
  summary: 'List organizations',
  scope: 'read:organizations',
  query: OrganizationList,
  answers: [200, successOf({ organizations: z.array(ListedOrganizationView), next_token: z.string().optional() })],
  errors: { 400: ['INVALID_CURSOR'] },
  async handle({ db, sealer }, { query: { sort, page_size: size, next_token: token } }) {
    const order = sort === 'name_desc' || sort === 'email_desc' ? 'desc' : 'asc'
    const list = { operation: 'getOrganizations', filter: { order } }
    const place = token === undefined ? undefined : openCursor(sealer, list, { cursor: token, position: Place })
    const after = place && { name: place[0], id: place[1] }
    const rows = await listOrganizations(db, { order, after, limit: size + 1 })
    const { page, last } = pageOf(rows, size)
    return success({
      organizations: page.map(listedViewOf),
      ...(last ? { next_token: sealCursor(sealer, list, [last.name, last.id]) } : {}),
    })
  },
})

const creation = endpoint({
  method: 'post',
  path: '/api/v1/organization',
  operationId: 'createOrganization',
  tag: 'Organizations',
  summary: 'Create an organization',
  description: 'Its sender needs advanced features, which it gets by an update.',
  scope: 'create:organizations',
  body: NewOrganizationBody,
  fixed: { fields: ['code', 'is_default'], present: async () => ({ is_default: false }) },
  answers: [
    200,
    successOf({ organization: z.object({ code: z.string(), billing_customer_id: z.string().optional() }) }),
  ],
  errors: {
    400: [
      'ADVANCED_FEATURES_REQUIRED',
      'BILLING_NOT_AVAILABLE',
      'FLAG_OVERRIDE_NOT_ALLOWED',
      'INVALID_FLAG_VALUE',
      'INVALID_HANDLE',
    ],
    404: ['FEATURE_FLAG_NOT_FOUND'],
    409: ['EXTERNAL_ID_TAKEN', 'HANDLE_TAKEN'],
  },
  async handle(ctx, { body, actor }) {
    const input = { ...newOrganizationOf(body), author: apiAuthor(actor) }
    const code = await addOrganization(ctx, input, flagTextsOf(body))
    return success({ organization: { code } })
  },
})

const reading = endpoint({
  method: 'get',
  path: '/api/v1/organization',
  operationId: 'getOrganization',
  tag: 'Organizations',
  summary: 'Get an organization',
  description: 'Without an envelope.',
  scope: 'read:organizations',
  query: OrganizationQuery,
  answers: [200, OrganizationView],
  errors: NOT_FOUND,
  async handle({ db, environment }, { query: { code } }) {
    const organization = await findOrganizationProfile(db, code)
    if (!organization) throw noSuchOrganization()
    const files = await listLogoFiles(db, { organizationId: organization.id })
    return organizationViewOf(organization, environment, new Set(files.map(({ theme }) => theme)))
  },
})

const update = endpoint({
  method: 'patch',
  path: CODE_PATH,
  operationId: 'updateOrganization',
  tag: 'Organizations',
  summary: 'Update an organization',
  description:
    'What is absent stays; `null` takes a setting back. Domains, the sender and what the settings operation knows as ' +
    'overrides need advanced features: `is_enable_advanced_orgs`. So does `is_enforce_mfa`, which cannot be switched off ' +
    'where the environment requires a second factor.',
  scope: 'update:organizations',
  params: OrganizationParams,
  query: OrganizationUpdateQuery,
  body: OrganizationBody,
  fixed: {
    fields: ['code', 'is_default'],
    async present({ db }, { params }) {
      const organization = await findOrganizationProfile(db, params.org_code)
      if (!organization) throw noSuchOrganization()
      return { code: organization.code, is_default: organization.isDefault }
    },
  },
  answers: [200, SuccessEnvelope],
  errors: {
    ...NOT_FOUND,
    400: [
      'ADVANCED_FEATURES_REQUIRED',
      'DEFAULT_ORGANIZATION_CANNOT_BE_SUSPENDED',
      'FACTORS_REQUIRED',
      'FACTOR_BESIDE_PASSKEY_REQUIRED',
      'INVALID_HANDLE',
      'SENDER_EMAIL_NEEDS_SMTP',
      'SMS_NOT_CONFIGURED',
    ],
    409: ['EXTERNAL_ID_TAKEN', 'HANDLE_TAKEN', 'LAST_OPEN_ORGANIZATION', 'MFA_REQUIRED_BY_ENVIRONMENT'],
  },
  async handle(ctx, { params, body, actor }) {
    await updateOrganization(ctx, { code: params.org_code, author: apiAuthor(actor) }, changeOf(body))
    return success()
  },
})

const deletion = endpoint({
  method: 'delete',
  path: CODE_PATH,
  operationId: 'deleteOrganization',
  tag: 'Organizations',
  summary: 'Delete an organization',
  description: 'For good, with its overrides and applications. Its members stay users.',
  scope: 'delete:organizations',
  params: OrganizationParams,
  answers: [200, SuccessEnvelope],
  errors: { ...NOT_FOUND, 400: ['DEFAULT_ORGANIZATION_CANNOT_BE_DELETED'], 409: ['LAST_OPEN_ORGANIZATION'] },
  async handle(ctx, { params, actor }) {
    await deleteOrganization(ctx, { code: params.org_code, author: apiAuthor(actor) })
    return success()
  },
})

const handleDeletion = endpoint({
  method: 'delete',
  path: `${CODE_PATH}/handle`,
  operationId: 'DeleteOrganizationHandle',
  tag: 'Organizations',
  summary: 'Delete the handle of an organization',
  description: 'Another organization may have it then.',
  scope: 'delete:organization_handles',
  params: OrganizationParams,
  answers: [200, SuccessEnvelope],
  errors: NOT_FOUND,
  async handle(ctx, { params, actor }) {
    await updateOrganization(ctx, { code: params.org_code, author: apiAuthor(actor) }, { handle: null })
    return success()
  },
})

export const organizationRoutes = [
  listing,
  creation,
  reading,
  update,
  deletion,
  handleDeletion,
  ...settingsRoutes,
  ...organizationMfaRoutes,
  ...exemptionRoutes,
  ...organizationPasskeyRoutes,
  ...readingRoutes,
]
