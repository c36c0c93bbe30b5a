import { expect, test } from 'vitest'
import { contextOf } from '../../../test/context.ts'
import { anApplication, api, PRODUCTION, refusal } from '../../../test/management.ts'
import { startServer } from '../../../test/server.ts'
import { readApplication } from './index.ts'

const server = await startServer()
const calls = await api(server)
const missing = '0'.repeat(32)

const eventsOf = (id: string) =>
  server.query('select type, actor, source, data from events where subject = $1 order by occurred_at, id', [id])

test.each(['reg', 'm2m'])('an application of type %s is told its secret once (A1-2, A1-4)', async (type) => {
  const created = await calls.post('/applications', { name: 'Shop', type })
  const read = await calls.get(`/applications/${created.body.application.id}`)
  expect(created).toMatchObject({ status: 201, body: { code: 'OK', message: 'Success' } })
  expect(created.body.application.client_secret).toMatch(/^[a-zA-Z0-9]{40,60}$/)
  expect(read.body.application).not.toHaveProperty('client_secret')
})

test.each(['spa', 'device'])('an application of type %s has no secret (A1-3, A1-5)', async (type) => {
  const { body } = await calls.post('/applications', { name: 'Phone', type })
  expect(body.application).toEqual({
    id: body.application.client_id,
    client_id: expect.stringMatching(/^[0-9a-f]{32}$/),
  })
})

test('a secret is stored as a digest only', async () => {
  const { body } = await calls.post('/applications', { name: 'Shop', type: 'reg' })
  const rows = await server.query('select to_jsonb(a) as all from application_secrets a')
  expect(JSON.stringify(rows)).not.toContain(body.application.client_secret)
})

test('an application is read with every published field and its defaults', async () => {
  const id = await anApplication(calls, { name: '  Shop  ' })
  expect((await calls.get(`/applications/${id}`)).body).toEqual({
    code: 'OK',
    message: 'Success',
    application: {
      id,
      name: 'Shop',
      type: 'spa',
      client_id: id,
      login_uri: '',
      homepage_uri: '',
      has_cancel_button: true,
      is_access_control_enabled: false,
      is_allow_faceless_auth: false,
      is_ask_for_name: true,
      has_marketing_consent: false,
      has_sign_in_link_on_sign_up_page: true,
      has_register_link_on_sign_in_page: true,
      has_sign_in_with_sso_button: false,
      use_gravatar_fallback: true,
    },
  })
})

test('creating, changing and deleting leave events that name the caller and no secret', async () => {
  const { body } = await calls.post('/applications', { name: 'Shop', type: 'reg' })
  const { id, client_secret: secret } = body.application
  await calls.patch(`/applications/${id}`, { name: 'Store', is_ask_for_name: false })
  await calls.delete(`/applications/${id}`)
  const events = await eventsOf(id)
  expect(events).toMatchObject([
    { type: 'application.created', actor: { type: 'application' }, source: 'api', data: { name: 'Shop', type: 'reg' } },
    { type: 'application.updated', data: { fields: ['name', 'is_ask_for_name'] } },
    { type: 'application.deleted', data: { name: 'Store' } },
  ])
  expect(JSON.stringify(events)).not.toContain(secret)
})

test('a machine-to-machine application may be bound to an organization', async () => {
  const [organization] = await server.query(
    `select o.code from organizations o join hosts h using (environment_id) where h.origin = $1`,
    [server.origin],
  )
  const id = await anApplication(calls, { type: 'm2m', org_code: organization?.['code'] })
  const [row] = await server.query('select organization_id from applications where id = $1::uuid', [id])
  expect(row?.['organization_id']).not.toBeNull()
})

test.each([
  { name: 'without a name', body: { type: 'spa' }, status: 400, code: 'INVALID_BODY' },
  { name: 'with an empty name', body: { name: ' ', type: 'spa' }, status: 400, code: 'INVALID_BODY' },
  { name: 'with a line break in its name', body: { name: 'a\nb', type: 'spa' }, status: 400, code: 'INVALID_BODY' },
  {
    name: 'with a name of 201 characters',
    body: { name: 'a'.repeat(201), type: 'spa' },
    status: 400,
    code: 'INVALID_BODY',
  },
  { name: 'without a type', body: { name: 'a' }, status: 400, code: 'INVALID_BODY' },
  { name: 'of an unknown type', body: { name: 'a', type: 'web' }, status: 400, code: 'INVALID_BODY' },
  {
    name: 'bound to an organization though it has users',
    body: { name: 'a', type: 'spa', org_code: 'org_00000000000' },
    status: 400,
    code: 'ORGANIZATION_NOT_SUPPORTED',
  },
  {
    name: 'bound to an unknown organization',
    body: { name: 'a', type: 'm2m', org_code: 'org_00000000000' },
    status: 404,
    code: 'ORGANIZATION_NOT_FOUND',
  },
])('an application $name is not created', async ({ body, status, code }) => {
  expect(await calls.post('/applications', body)).toMatchObject(refusal(status, code))
})

test('an organization of another environment is an unknown one (ATO-11)', async () => {
  const [foreign] = await server.query(
    `select o.code from organizations o join hosts h using (environment_id) where h.origin = $1`,
    [PRODUCTION],
  )
  const answer = await calls.post('/applications', { name: 'a', type: 'm2m', org_code: foreign?.['code'] })
  expect(answer).toMatchObject(refusal(404, 'ORGANIZATION_NOT_FOUND'))
})

test('every field that can be changed is changed, and what is absent stays', async () => {
  const id = await anApplication(calls)
  const fields = {
    name: 'Store',
    login_uri: 'https://store.example/login',
    homepage_uri: 'https://store.example',
    is_allow_faceless_auth: true,
    is_ask_for_name: false,
    has_marketing_consent: true,
    has_sign_in_link_on_sign_up_page: false,
    has_register_link_on_sign_in_page: false,
    has_sign_in_with_sso_button: true,
    use_gravatar_fallback: false,
    is_access_control_enabled: false,
  }
  expect(await calls.patch(`/applications/${id}`, fields)).toMatchObject({ status: 200, body: { code: 'OK' } })
  expect(await calls.patch(`/applications/${id}`)).toMatchObject({ status: 200 })
  expect((await calls.get(`/applications/${id}`)).body.application).toMatchObject({ ...fields, type: 'spa', id })
})

test('URLs and the language are changed with the rest', async () => {
  const id = await anApplication(calls)
  const urls = ['https://a.example/1', 'https://a.example/2', 'https://a.example/1']
  await calls.patch(`/applications/${id}`, {
    redirect_uris: urls,
    logout_uris: ['https://a.example'],
    language_key: 'de',
  })
  expect((await calls.get(`/applications/${id}/auth_redirect_urls`)).body).toEqual({ redirect_urls: urls.slice(0, 2) })
  expect((await calls.get(`/applications/${id}/auth_logout_urls`)).body.logout_urls).toEqual(['https://a.example'])
  expect((await calls.get(`/applications/${id}/settings`)).body.settings.language_key.value).toBe('de')
})

test.each(['', null])('login and homepage URI are cleared by %j (A3-1)', async (empty) => {
  const id = await anApplication(calls)
  await calls.patch(`/applications/${id}`, { login_uri: 'https://a.example', homepage_uri: 'myapp://home' })
  await calls.patch(`/applications/${id}`, { login_uri: empty, homepage_uri: empty, is_ask_for_name: null })
  const { application } = (await calls.get(`/applications/${id}`)).body
  expect(application).toMatchObject({ login_uri: '', homepage_uri: '', is_ask_for_name: true })
})

test.each([
  { name: 'a login URI that runs', body: { login_uri: 'javascript:alert(1)' }, code: 'URL_SCHEME_NOT_ALLOWED' },
  { name: 'a login URI with a wildcard', body: { login_uri: 'https://*.a.test' }, code: 'URL_WILDCARD_NOT_ALLOWED' },
  {
    name: 'a homepage for every organization',
    body: { homepage_uri: 'https://{organization.handle}.a.test' },
    code: 'URL_PLACEHOLDER_NOT_ALLOWED',
  },
  { name: 'a homepage without scheme', body: { homepage_uri: 'a.example' }, code: 'URL_SCHEME_MISSING' },
  {
    name: 'a callback with a wildcard in its path',
    body: { redirect_uris: ['https://a.example/*'] },
    code: 'URL_WILDCARD_NOT_ALLOWED',
  },
  {
    name: 'a logout URL with a fragment',
    body: { logout_uris: ['https://a.example#b'] },
    code: 'URL_FRAGMENT_NOT_ALLOWED',
  },
  { name: 'an empty name', body: { name: '' }, code: 'INVALID_BODY' },
  { name: 'a switch that is text', body: { is_ask_for_name: 'false' }, code: 'INVALID_BODY' },
  { name: 'a language that the pages have not', body: { language_key: 'tlh' }, code: 'INVALID_BODY' },
  { name: 'a language that is none', body: { language_key: 'the Queen’s' }, code: 'INVALID_BODY' },
  { name: 'access control without roles', body: { is_access_control_enabled: true }, code: 'ACCESS_ROLES_REQUIRED' },
])('$name is refused and changes nothing', async ({ body, code }) => {
  const id = await anApplication(calls)
  const before = await calls.get(`/applications/${id}`)
  expect(await calls.patch(`/applications/${id}`, { ...body, has_marketing_consent: true })).toMatchObject(
    refusal(400, code),
  )
  expect((await calls.get(`/applications/${id}`)).body).toEqual(before.body)
})

test('access control is not for machines', async () => {
  const id = await anApplication(calls, { type: 'm2m' })
  const answer = await calls.patch(`/applications/${id}`, { is_access_control_enabled: true })
  expect(answer).toMatchObject(refusal(400, 'ACCESS_CONTROL_NOT_SUPPORTED'))
})

test('fields that are not the caller’s to set change nothing (ATO-23)', async () => {
  const id = await anApplication(calls)
  const [before] = await server.query('select * from applications where id = $1::uuid', [id])
  const protectedFields = {
    id: missing,
    client_id: missing,
    client_secret: 'x'.repeat(52),
    type: 'm2m',
    environment_id: missing,
    env_id: missing,
    business_id: missing,
    organization_id: missing,
    org_id: missing,
    org_code: 'org_00000000000',
    is_admin: true,
    management_scopes: ['read:users'],
    scopes: ['read:users'],
    settings: { isPkceRequired: false },
    roles: ['admin'],
    permissions: ['all'],
    created_at: '2001-01-01',
    has_cancel_button: false,
    password_hash: 'x',
    mfa: false,
  }
  await calls.patch(`/applications/${id}`, protectedFields)
  const [after] = await server.query('select * from applications where id = $1::uuid', [id])
  expect({ ...after, updated_at: 0 }).toEqual({ ...before, updated_at: 0 })
})

test('an application that the API creates may not call the API (ATO-24)', async () => {
  const body = { name: 'a', type: 'm2m', management_scopes: ['read:users'], scopes: ['read:users'] }
  const id = await anApplication(calls, body)
  const [row] = await server.query('select management_scopes from applications where id = $1::uuid', [id])
  expect(row?.['management_scopes']).toEqual([])
})

test('a deleted application is gone everywhere and its id is spent (A1-9, A1-10)', async () => {
  const id = await anApplication(calls, { type: 'reg' })
  const ctx = await contextOf(server)
  await readApplication(ctx, id)
  expect(await calls.delete(`/applications/${id}`)).toMatchObject({
    status: 200,
    body: { code: 'OK', message: 'Success' },
  })
  expect(await calls.get(`/applications/${id}`)).toMatchObject(refusal(404, 'APPLICATION_NOT_FOUND'))
  expect(await readApplication(ctx, id)).toBeUndefined()
  expect(await server.query('select kind from tombstones where id = $1::uuid', [id])).toEqual([{ kind: 'application' }])
})

test('a deleted application is refused where tokens are given and sign-ins begin (A1-10)', async () => {
  const { body } = await calls.post('/applications', { name: 'Shop', type: 'm2m' })
  const { id, client_secret: secret } = body.application
  const form = {
    grant_type: 'client_credentials',
    client_id: id,
    client_secret: secret,
    audience: `${server.origin}/api`,
  }
  const ask = () => server.request('/oauth2/token', { method: 'POST', body: new URLSearchParams(form) })
  const before = await (await ask()).json()
  await calls.delete(`/applications/${id}`)
  const started = await server.request(`/oauth2/auth?client_id=${id}&response_type=code&redirect_uri=https://a.example`)
  expect([before, await (await ask()).json()]).toMatchObject([
    { error: 'unauthorized_client' },
    { error: 'invalid_client' },
  ])
  expect([started.status, started.headers.get('location')]).toEqual([400, null])
})

test('a change of nothing leaves no event', async () => {
  const id = await anApplication(calls)
  await calls.patch(`/applications/${id}`, {})
  expect((await eventsOf(id)).map(({ type }) => type)).toEqual(['application.created'])
})

test('two deletions at once are one', async () => {
  const id = await anApplication(calls)
  const answers = await Promise.all([1, 2, 3].map(() => calls.delete(`/applications/${id}`)))
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 404, 404])
})

test('a token of a deleted application is nobody’s', async () => {
  const idsOf = async (): Promise<string[]> =>
    (await calls.get('/applications?page_size=500')).body.applications.map(({ id }: { id: string }) => id)
  const before = await idsOf()
  const victim = await api(server)
  const added = (await idsOf()).filter((id) => !before.includes(id))
  await Promise.all(added.map((id) => calls.delete(`/applications/${id}`)))
  expect(await victim.get('/applications')).toMatchObject(refusal(401, 'INVALID_TOKEN'))
})

const operations = [
  ['GET', ''],
  ['PATCH', '', { name: 'a' }],
  ['DELETE', ''],
  ['PATCH', '/tokens', { id_token_lifetime: 60 }],
  ['GET', '/tokens'],
  ['GET', '/settings'],
  ['PATCH', '/settings', { is_pkce_required: true }],
  ['GET', '/auth_redirect_urls'],
  ['POST', '/auth_redirect_urls', { urls: [] }],
  ['PUT', '/auth_redirect_urls', { urls: [] }],
  ['DELETE', '/auth_redirect_urls?urls=a'],
  ['GET', '/auth_logout_urls'],
  ['POST', '/auth_logout_urls', { urls: [] }],
  ['PUT', '/auth_logout_urls', { urls: [] }],
  ['DELETE', '/auth_logout_urls?urls=a'],
] as const

const foreign = await anApplication(await api(server, { origin: PRODUCTION }))

test.each(operations)(
  '%s /applications/{id}%s knows only its own environment (ATO-11)',
  async (...[method, path, body]) => {
    const ids = [missing, 'nonsense', foreign, foreign.toUpperCase(), `${foreign}%20`]
    const answers = await Promise.all(ids.map((id) => calls.send(method, `/applications/${id}${path}`, body)))
    for (const answer of answers) expect(answer).toMatchObject(refusal(404, 'APPLICATION_NOT_FOUND'))
    expect(new Set(answers.map(({ body: text }) => JSON.stringify(text))).size).toBe(1)
  },
)
