import { expect, test } from 'vitest'
import { z } from 'zod'
import { anApplication, api } from '../../../test/management.ts'
import { startServer } from '../../../test/server.ts'

const server = await startServer()
const calls = await api(server)
const text = await (await server.request('/api/openapi.json')).text()
const document = JSON.parse(text)

/** The published contract: method and path, its query or body fields (required ones with `*`), and its answer's. Ours
 * alone is that a body must name its `urls`: a replacement by nothing that was meant otherwise empties the list. */
const PUBLISHED = [
  ['get /applications', 'sort page_size next_token', 'code message applications next_token'],
  ['post /applications', 'name* type* org_code', 'code message application'],
  ['get /applications/{application_id}', '', 'code message application'],
  [
    'patch /applications/{application_id}',
    'name language_key logout_uris redirect_uris login_uri homepage_uri is_allow_faceless_auth is_ask_for_name ' +
      'has_marketing_consent has_sign_in_link_on_sign_up_page has_register_link_on_sign_in_page ' +
      'has_sign_in_with_sso_button use_gravatar_fallback is_access_control_enabled',
    'code message',
  ],
  ['delete /applications/{application_id}', '', 'code message'],
  [
    'patch /applications/{application_id}/tokens',
    'access_token_lifetime refresh_token_lifetime id_token_lifetime authenticated_session_lifetime ' +
      'is_hasura_mapping_enabled',
    'code message',
  ],
  ['get /applications/{app_id}/auth_redirect_urls', '', 'redirect_urls'],
  ['post /applications/{app_id}/auth_redirect_urls', 'urls*', 'code message'],
  ['put /applications/{app_id}/auth_redirect_urls', 'urls*', 'code message'],
  ['delete /applications/{app_id}/auth_redirect_urls', 'urls*', 'code message'],
  ['get /applications/{app_id}/auth_logout_urls', '', 'code message logout_urls'],
  ['post /applications/{app_id}/auth_logout_urls', 'urls*', 'code message'],
  ['put /applications/{app_id}/auth_logout_urls', 'urls*', 'code message'],
  ['delete /applications/{app_id}/auth_logout_urls', 'urls*', 'code message'],
  ['get /apis', 'expand', 'code message next_token apis'],
  ['post /apis', 'name* audience*', 'code message api'],
  ['get /apis/{api_id}', '', 'code message api'],
  ['delete /apis/{api_id}', '', 'code message'],
  ['get /apis/{api_id}/scopes', '', 'code message scopes'],
  ['post /apis/{api_id}/scopes', 'key* description', 'code message scope'],
  ['get /apis/{api_id}/scopes/{scope_id}', '', 'code message scope'],
  ['patch /apis/{api_id}/scopes/{scope_id}', 'description', 'code message'],
  ['delete /apis/{api_id}/scopes/{scope_id}', '', 'code message'],
  [
    'patch /apis/{api_id}/applications',
    'applications*',
    'code message applications_connected applications_disconnected',
  ],
  ['post /apis/{api_id}/applications/{application_id}/scopes/{scope_id}', '', 'code message'],
  ['delete /apis/{api_id}/applications/{application_id}/scopes/{scope_id}', '', 'code message'],
] as const

type Schema = { properties?: Record<string, unknown>; required?: string[]; $ref?: string }

const resolved = (schema: Schema): Schema =>
  schema.$ref === undefined ? schema : document.components.schemas[schema.$ref.split('/').at(-1) ?? '']
const schemaOf = (part: { content: Record<string, { schema: Schema }> } | undefined): Schema =>
  resolved(part?.content['application/json']?.schema ?? {})

function described(operation: string) {
  const [method = '', path = ''] = operation.split(' ')
  return document.paths[`/api/v1${path}`][method]
}

function fieldsOf(schema: Schema): string[] {
  const required = new Set(schema.required)
  return Object.keys(schema.properties ?? {}).map((name) => (required.has(name) ? `${name}*` : name))
}

test.each(PUBLISHED)('%s takes the published fields', (operation, fields) => {
  const { parameters = [], requestBody } = described(operation)
  const query = parameters
    .filter((one: { in: string }) => one.in === 'query')
    .map(({ name, required }: { name: string; required?: boolean }) => (required === true ? `${name}*` : name))
  const taken = [...query, ...fieldsOf(schemaOf(requestBody))]
  expect(taken.toSorted()).toEqual(fields.split(' ').filter(Boolean).toSorted())
})

test.each(PUBLISHED)('%s answers with the published fields', (operation, _fields, answered) => {
  const { responses } = described(operation)
  const names = Object.keys(schemaOf(responses[200] ?? responses[201]).properties ?? {})
  expect(names.toSorted()).toEqual(answered.split(' ').toSorted())
})

test.each(PUBLISHED)('%s says how it refuses', (operation) => {
  expect(Object.keys(described(operation).responses)).toEqual(expect.arrayContaining(['400', '401', '403', '429']))
})

const id = await anApplication(calls)
const spent = await anApplication(calls)
await calls.put(`/applications/${id}/auth_logout_urls`, { urls: ['https://a.example'] })
const urls = { urls: ['https://a.example'] }
const { id: apiId } = (await calls.post('/apis', { name: 'Logs', audience: 'https://logs.example' })).body.api
const { id: spentApi } = (await calls.post('/apis', { name: 'Old', audience: 'https://old.example' })).body.api

test.each([
  ['get /applications', '?page_size=1'],
  ['get /applications', '?page_size=500'],
  ['post /applications', '', { name: 'a', type: 'reg' }],
  ['post /applications', '', { name: 'a', type: 'spa' }],
  ['get /applications/{application_id}', ''],
  ['patch /applications/{application_id}', '', { name: 'b' }],
  ['patch /applications/{application_id}/tokens', '', { id_token_lifetime: 60 }],
  ['get /applications/{application_id}/settings', ''],
  ['patch /applications/{application_id}/settings', '', { has_cancel_button: false }],
  ['get /environment/settings', ''],
  ['patch /environment/settings', '', { lockout_minutes: 1 }],
  ['get /applications/{app_id}/auth_redirect_urls', ''],
  ['post /applications/{app_id}/auth_redirect_urls', '', urls],
  ['put /applications/{app_id}/auth_redirect_urls', '', urls],
  ['delete /applications/{app_id}/auth_redirect_urls', '?urls=https://a.example'],
  ['get /applications/{app_id}/auth_logout_urls', ''],
  ['delete /applications/{application_id}', '', undefined, spent],
  ['get /apis', ''],
  ['get /apis', '?expand=scopes'],
  ['post /apis', '', { name: 'a', audience: 'https://a.example' }],
  ['post /apis', '', { name: 'a', audience: 'https://logs.example' }],
  ['post /apis/{api_id}/scopes', '', { key: 'read:logs' }, apiId],
  ['get /apis/{api_id}/scopes', '', undefined, apiId],
  ['patch /apis/{api_id}/applications', '', { applications: [{ id }] }, apiId],
  ['get /apis/{api_id}', '', undefined, apiId],
  ['delete /apis/{api_id}', '', undefined, spentApi],
  ['get /applications', '?page_size=0'],
  ['post /applications', '', {}],
  ['get /applications/{application_id}', '', undefined, 'nobody'],
] as const)('what %s%s answers is what the document says', async (...[operation, query, body, target = id]) => {
  const [method = '', path = ''] = operation.split(' ')
  const answer = await calls.send(method.toUpperCase(), path.replace(/\{\w+\}/, target) + query, body)
  const schema = schemaOf(described(operation).responses[answer.status])
  const inlined = JSON.parse(JSON.stringify(schema).replaceAll('#/components/schemas/', '#/$defs/'))
  const checked = z.fromJSONSchema({ ...inlined, $defs: document.components.schemas })
  expect(checked.parse(answer.body)).toEqual(answer.body)
  expect(Object.keys(answer.body).filter((name) => !(name in (schema.properties ?? {})))).toEqual([])
})
