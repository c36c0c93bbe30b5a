import { beforeEach, expect, test } from 'vitest'
import { anApi, api, authorize, type TestApi } from '../../../../test/management.ts'
import { claimsOf, postForm } from '../../../../test/oauth.ts'
import { startServer } from '../../../../test/server.ts'

const server = await startServer()
const calls = await api(server)
const management = `${server.origin}/api`
const logs = await anApi(calls, { audience: 'https://logs.example', keys: ['read', 'write', 'purge'] })
const mail = await anApi(calls, { audience: 'https://mail.example', keys: ['read', 'send'] })

interface Machine {
  readonly client_id: string
  readonly client_secret: string
}

async function aMachine(fields: Readonly<Record<string, unknown>> = {}): Promise<Machine> {
  const { body } = await calls.post('/applications', { name: 'Machine', type: 'm2m', ...fields })
  const { client_id, client_secret } = body.application
  return { client_id, client_secret }
}

let machine: Machine
beforeEach(async () => {
  machine = await aMachine()
})

const allow = (one: TestApi, keys: readonly string[] = [], to = machine) =>
  authorize(calls, one, { clientId: to.client_id, keys })

async function ask(more: Readonly<Record<string, string>>, of = machine) {
  const response = await postForm(server, '/oauth2/token', { grant_type: 'client_credentials', ...of, ...more })
  return { status: response.status, body: JSON.parse(await response.text()) }
}

const refusal = (error: string) => ({ status: 400, body: { error } })
const isLive = async (token: string): Promise<boolean> =>
  JSON.parse(await (await postForm(server, '/oauth2/introspect', { ...machine, token })).text()).active

test('a token for an API has its audience and all scopes of the application (RFC 6749 §4.4, A7-2)', async () => {
  await allow(logs, ['write', 'read'])
  const { body } = await ask({ audience: logs.audience })
  expect(body).toEqual({
    access_token: expect.any(String),
    token_type: 'bearer',
    expires_in: 86_400,
    scope: 'read write',
  })
  expect(claimsOf(body.access_token)).toEqual({
    iss: server.origin,
    sub: machine.client_id,
    aud: [logs.audience],
    azp: machine.client_id,
    client_id: machine.client_id,
    gty: ['client_credentials'],
    iat: expect.any(Number),
    exp: expect.any(Number),
    jti: expect.any(String),
    scope: 'read write',
    scp: ['read', 'write'],
    v: '2',
  })
})

test('a machine may request fewer scopes (AS-28, AS-49)', async () => {
  await allow(logs, ['read', 'write'])
  const { body } = await ask({ audience: logs.audience, scope: 'write' })
  expect(claimsOf(body.access_token)).toMatchObject({ scope: 'write', scp: ['write'] })
})

test('a token for an API without scopes has no scopes', async () => {
  await allow(logs)
  const { body } = await ask({ audience: logs.audience })
  expect(claimsOf(body.access_token)).toMatchObject({ aud: [logs.audience], scope: '', scp: [] })
})

test.each([
  ['no audience', {}, 'invalid_request'],
  ['an empty audience', { audience: ' ' }, 'invalid_request'],
  ['an API it is not authorised for', { audience: mail.audience }, 'unauthorized_client'],
  ['an API nobody registered', { audience: 'https://nobody.example' }, 'unauthorized_client'],
  ['the Management API', { audience: management }, 'unauthorized_client'],
  ['one API it may ask for and one not', { audience: `${logs.audience} ${mail.audience}` }, 'unauthorized_client'],
  ['an audience with a slash more', { audience: `${logs.audience}/` }, 'unauthorized_client'],
  ['an audience in capitals', { audience: logs.audience.toUpperCase() }, 'unauthorized_client'],
  ['a scope it was not given', { audience: logs.audience, scope: 'read purge' }, 'invalid_scope'],
  ['a scope of another API', { audience: logs.audience, scope: 'send' }, 'invalid_scope'],
  ['a scope of users', { audience: logs.audience, scope: 'openid' }, 'invalid_scope'],
])('a machine that requests %s gets an error (A7-4)', async (_what, fields, error) => {
  await allow(logs, ['read'])
  expect(await ask(fields)).toMatchObject(refusal(error))
})

test('a machine may request several audiences, separated by blanks or repeated (A7-2)', async () => {
  await allow(logs, ['write'])
  await allow(mail, ['send'])
  const body = new URLSearchParams({ grant_type: 'client_credentials', ...machine, audience: `${logs.audience}  ` })
  body.append('audience', mail.audience)
  body.append('audience', logs.audience)
  const response = await server.request('/oauth2/token', { method: 'POST', body })
  const { access_token: token } = JSON.parse(await response.text())
  expect(claimsOf(token)).toMatchObject({ aud: [logs.audience, mail.audience], scp: ['write', 'send'] })
})

test('a scope of one API does not grant the scope with the same key of another (AS-48)', async () => {
  await allow(logs, ['read', 'write'])
  await allow(mail, ['send'])
  const audience = `${logs.audience} ${mail.audience}`
  const { body } = await ask({ audience })
  expect(claimsOf(body.access_token)['scp']).toEqual(['write', 'send'])
  expect(await ask({ audience, scope: 'read' })).toMatchObject(refusal('invalid_scope'))
})

test('a token for the Management API and another API may do at the first what the application may', async () => {
  await calls.patch(`/apis/${await managementId()}/applications`, { applications: [{ id: machine.client_id }] })
  const twin = await anApi(calls, { audience: 'https://twin.example', keys: ['read:users', 'read:own'] })
  await allow(twin, ['read:users', 'read:own'])
  const { body } = await ask({ audience: `${twin.audience} ${management}` })
  expect(claimsOf(body.access_token)).toMatchObject({ aud: [twin.audience, management], scp: ['read:own'] })
})

async function managementId(): Promise<string> {
  const { apis } = (await calls.get('/apis')).body
  return apis.find((one: { is_management_api: boolean }) => one.is_management_api).id
}

test('a machine with a scope of the Management API calls it, and no longer once the scope is removed (A7-3)', async () => {
  const id = await managementId()
  const { scopes } = (await calls.get(`/apis/${id}`)).body.api
  const scope = scopes.find((one: { key: string }) => one.key === 'read:applications')
  await authorize(
    calls,
    { id, audience: management, scopes: { [scope.key]: scope.id } },
    {
      clientId: machine.client_id,
      keys: [scope.key],
    },
  )
  const { body } = await ask({ audience: management })
  const own = await api(server, { token: body.access_token })
  expect((await own.get('/applications')).status).toBe(200)
  await calls.patch(`/apis/${id}/applications`, { applications: [{ id: machine.client_id, operation: 'delete' }] })
  expect((await own.get('/applications')).status).toBe(401)
  expect(await ask({ audience: management })).toMatchObject(refusal('unauthorized_client'))
})

const organizationCode = async (): Promise<string> => {
  const [row] = await server.query(
    'select o.code from organizations o join hosts h using (environment_id) where h.origin = $1',
    [server.origin],
  )
  return String(row?.['code'])
}

test('a machine of an organization acts for that organization, whatever it requests (A8-2, A8-3)', async () => {
  const code = await organizationCode()
  const bound = await aMachine({ org_code: code })
  await allow(logs, ['read'], bound)
  const { body } = await ask({ audience: logs.audience, org_code: 'org_00000000000' }, bound)
  expect(claimsOf(body.access_token)).toMatchObject({ org_code: code, scp: ['read'] })
})

test('a machine of a suspended organization gets no token, and its tokens stop working (ATO-42)', async () => {
  const { organization } = (await calls.post('/organization', { name: 'Paused' })).body
  const bound = await aMachine({ org_code: organization.code })
  await allow(logs, ['read'], bound)
  const { body } = await ask({ audience: logs.audience }, bound)
  const introspect = async () =>
    (await postForm(server, '/oauth2/introspect', { ...bound, token: body.access_token })).json()
  expect(await introspect()).toMatchObject({ active: true })
  await calls.patch(`/organization/${String(organization.code)}`, { is_suspended: true })
  expect(await ask({ audience: logs.audience }, bound)).toMatchObject(refusal('unauthorized_client'))
  expect(await introspect()).toEqual({ active: false })
})

test('a machine of no organization has no org_code (A8-6)', async () => {
  await allow(logs, ['read'])
  const { body } = await ask({ audience: logs.audience, org_code: await organizationCode() })
  expect(claimsOf(body.access_token)).not.toHaveProperty('org_code')
})

test('a machine of an organization never gets a token for the Management API, not by older rows either (A8-2)', async () => {
  const bound = await aMachine({ org_code: await organizationCode() })
  await server.query(
    `update applications set is_management_api_authorized = true, management_scopes = '{read:users}'
     where id = $1::uuid`,
    [bound.client_id],
  )
  server.opened.services.cache.drop('')
  expect(await ask({ audience: management }, bound)).toMatchObject(refusal('unauthorized_client'))
})

test('a back-end application may have a token of its own, a single-page application may not (AS-26)', async () => {
  const backend = await aMachine({ type: 'reg' })
  await allow(logs, ['read'], backend)
  const { body } = await calls.post('/applications', { name: 'Page', type: 'spa' })
  await allow(logs, ['read'], body.application)
  expect((await ask({ audience: logs.audience }, backend)).status).toBe(200)
  const page = { grant_type: 'client_credentials', client_id: body.application.client_id, audience: logs.audience }
  expect(await (await postForm(server, '/oauth2/token', page)).json()).toMatchObject({ error: 'unauthorized_client' })
})

test('a scope that is deleted or removed is in no new token', async () => {
  const one = await anApi(calls, { audience: 'https://scoped.example', keys: ['a', 'b', 'c'] })
  await allow(one, ['a', 'b', 'c'])
  await calls.delete(`/apis/${one.id}/scopes/${one.scopes['a'] ?? ''}`)
  await calls.delete(`/apis/${one.id}/applications/${machine.client_id}/scopes/${one.scopes['b'] ?? ''}`)
  expect((await ask({ audience: one.audience })).body.scope).toBe('c')
})

test('after a new authorisation, an application has none of its former scopes', async () => {
  await allow(logs, ['read'])
  const applications = [{ id: machine.client_id, operation: 'delete' }]
  await calls.patch(`/apis/${logs.id}/applications`, { applications })
  await allow(logs)
  expect((await ask({ audience: logs.audience })).body.scope).toBe('')
})

test('tokens for a deleted API are not live, not even when its audience is registered again', async () => {
  const first = await anApi(calls, { audience: 'https://gone.example', keys: ['read'] })
  await allow(first, ['read'])
  const { access_token: token } = (await ask({ audience: first.audience })).body
  expect(await isLive(token)).toBe(true)
  await calls.delete(`/apis/${first.id}`)
  expect(await isLive(token)).toBe(false)
  await server.advance(2)
  await allow(await anApi(calls, { audience: first.audience, keys: ['read'] }), ['read'])
  expect(await isLive(token)).toBe(false)
})

test('a token for two APIs is live for the remaining one', async () => {
  const gone = await anApi(calls, { audience: 'https://half.example' })
  await allow(logs)
  await allow(gone)
  const { access_token: token } = (await ask({ audience: `${logs.audience} ${gone.audience}` })).body
  await calls.delete(`/apis/${gone.id}`)
  const answer = await postForm(server, '/oauth2/introspect', { ...machine, token })
  expect(await answer.json()).toMatchObject({ active: true, aud: [logs.audience] })
})
