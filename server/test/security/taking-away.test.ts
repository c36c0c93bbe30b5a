import { generateKeyPairSync } from 'node:crypto'
import { beforeEach, describe, expect, test } from 'vitest'
import { MANAGEMENT_SCOPES } from '#domain/applications'
import { api, refusal, type Api } from '../management.ts'
import { postForm } from '../oauth.ts'
import { startServer } from '../server.ts'

const server = await startServer()
const { client_id: lastId, client_secret, audience } = server.firstRun.management
const MANAGING = ['create:applications', 'update:apis', 'create:api_application_scopes']

/** A token of the one application that a first start makes. */
async function tokenOf(scope = ''): Promise<string> {
  const fields = { grant_type: 'client_credentials', client_id: lastId, client_secret, audience, scope }
  const answer = (await (await postForm(server, '/oauth2/token', fields)).json()) as { access_token: string }
  return answer.access_token
}

const strong = await api(server, { token: await tokenOf() })
const { apis } = (await strong.get('/apis?expand=scopes')).body
const managementApi = apis.find((one: { is_management_api: boolean }) => one.is_management_api)
const scopeId = (key: string): string => managementApi.scopes.find((one: { key: string }) => one.key === key).id
const scopePath = (id: string, key: string) => `/apis/${managementApi.id}/applications/${id}/scopes/${scopeId(key)}`
const disconnect = (calls: Api, id: string) =>
  calls.patch(`/apis/${managementApi.id}/applications`, { applications: [{ id, operation: 'delete' }] })

async function aClient(scopes: readonly string[], type = 'm2m'): Promise<string> {
  const { id } = (await strong.post('/applications', { name: 'Client', type })).body.application
  await strong.patch(`/apis/${managementApi.id}/applications`, { applications: [{ id }] })
  for (const key of scopes) await strong.post(scopePath(id, key))
  return id
}

async function scopesOf(id: string): Promise<unknown> {
  const [row] = await server.query('select management_scopes from applications where id = $1::uuid', [id])
  return row?.['management_scopes']
}

const aKey = (kid: string) => ({
  ...generateKeyPairSync('ec', { namedCurve: 'P-256' }).publicKey.export({ format: 'jwk' }),
  kid,
})

describe('with one scope alone', () => {
  const taking: [string, string, (calls: Api, id: string) => ReturnType<Api['get']>][] = [
    ['update:apis disconnects', 'update:apis', disconnect],
    ['delete:applications deletes', 'delete:applications', (calls, id) => calls.delete(`/applications/${id}`)],
    [
      'delete:apis_application_scopes takes a scope from',
      'delete:apis_application_scopes',
      (calls, id) => calls.delete(scopePath(id, 'read:users')),
    ],
    [
      'update:applications makes the secret fail of',
      'update:applications',
      (calls, id) => calls.patch(`/applications/${id}/settings`, { token_endpoint_auth_method: 'client_secret_basic' }),
    ],
    [
      'update:applications makes secrets work again for',
      'update:applications',
      (calls, id) => calls.patch(`/applications/${id}/settings`, { token_endpoint_auth_method: null }),
    ],
    [
      'update:applications makes assertions for the token endpoint fail of',
      'update:applications',
      (calls, id) => calls.patch(`/applications/${id}/settings`, { is_assertion_audience_strict: true }),
    ],
  ]

  test.each(taking)('ATO-24 %s no application that may do more', async (_what, scope, take) => {
    const id = await aClient(['read:users'])
    const weak = await api(server, { token: await tokenOf(scope) })
    expect(await take(weak, id)).toMatchObject(refusal(403, 'INSUFFICIENT_SCOPE'))
    expect(await scopesOf(id)).toEqual(['read:users'])
  })

  test.each(taking)('ATO-24 %s one whose scopes the actor holds', async (_what, scope, take) => {
    const id = await aClient(['read:users'])
    const equal = await api(server, { token: await tokenOf(`${scope} read:users`) })
    expect(await take(equal, id)).toMatchObject({ status: 200 })
  })

  test('ATO-24 other settings of a stronger application can be changed', async () => {
    const id = await aClient(['read:users'])
    const weak = await api(server, { token: await tokenOf('update:applications') })
    expect(await weak.patch(`/applications/${id}/settings`, { is_pkce_required: true })).toMatchObject({ status: 200 })
  })
})

const last = refusal(409, 'LAST_MANAGING_APPLICATION')

describe('the credentials of the last application that can create others and give them scopes', () => {
  beforeEach(() => server.query('delete from applications where name = $1', ['Client']))

  test('keeps its secret when a key is registered, until another application can manage', async () => {
    await strong.put(`/applications/${lastId}/jwks`, { keys: [aKey('a')] })
    const path = `/applications/${lastId}/settings`
    expect(await strong.patch(path, { token_endpoint_auth_method: 'private_key_jwt' })).toMatchObject(last)
    expect(await tokenOf()).toEqual(expect.any(String))

    await aClient(MANAGING)
    expect(await strong.patch(path, { token_endpoint_auth_method: 'private_key_jwt' })).toMatchObject({ status: 200 })
    await strong.patch(path, { token_endpoint_auth_method: null })
    await strong.put(`/applications/${lastId}/jwks`, { keys: [] })
  })

  test('rotates its secret, because the answer has the new one', async () => {
    const { body } = await strong.post(`/applications/${lastId}/secrets/rotate`, { keep_previous: true })
    expect(body.application.client_secret).toEqual(expect.any(String))
    await strong.delete(`/applications/${lastId}/secrets/previous`)
  })

  test('replaces its keys only while one of those that it signs with stays', async () => {
    const [present, next] = [aKey('present'), aKey('next')]
    const path = `/applications/${lastId}/settings`
    const jwks = (keys: readonly unknown[]) => strong.put(`/applications/${lastId}/jwks`, { keys })
    const other = await aClient(MANAGING)
    await jwks([present])
    await strong.patch(path, { token_endpoint_auth_method: 'private_key_jwt' })
    await strong.delete(`/applications/${other}`)
    const answers = [await jwks([next]), await jwks([present, next]), await jwks([next])]
    await strong.patch(path, { token_endpoint_auth_method: null })
    expect(answers).toMatchObject([last, { status: 200 }, { status: 200 }])
  })
})

describe('the last application that can create others and give them scopes', () => {
  beforeEach(() => server.query('delete from applications where name = $1', ['Client']))

  test('stays when it deletes itself', async () => {
    expect(await strong.delete(`/applications/${lastId}`)).toMatchObject(last)
    expect((await strong.get(`/applications/${lastId}`)).status).toBe(200)
  })

  test('stays connected to the Management API, also among others that are disconnected', async () => {
    const id = await aClient(['read:users'])
    const applications = [{ id, operation: 'delete' }, { id: lastId, operation: 'delete' }] // prettier-ignore
    expect(await disconnect(strong, lastId)).toMatchObject(last)
    expect(await strong.patch(`/apis/${managementApi.id}/applications`, { applications })).toMatchObject(last)
    expect(await scopesOf(id)).toEqual(['read:users'])
    expect(await scopesOf(lastId)).toEqual(expect.arrayContaining([...MANAGEMENT_SCOPES]))
  })

  test.each(MANAGING)('keeps %s', async (key) => {
    expect(await strong.delete(scopePath(lastId, key))).toMatchObject(last)
    expect(await scopesOf(lastId)).toContain(key)
  })

  test('can lose a scope that others can do without', async () => {
    expect(await strong.delete(scopePath(lastId, 'read:timezones'))).toMatchObject({ status: 200 })
  })

  test('is not replaced by an application of fewer scopes', async () => {
    await aClient(['create:applications', 'update:apis'])
    expect(await strong.delete(`/applications/${lastId}`)).toMatchObject(last)
  })

  test('is not replaced by an application that could not authenticate', async () => {
    const id = await aClient(MANAGING)
    await server.query('delete from application_secrets where application_id = $1::uuid', [id])
    expect(await strong.delete(`/applications/${lastId}`)).toMatchObject(last)
  })

  test('can be deleted once another one can manage', async () => {
    const other = await aClient(MANAGING)
    expect(await strong.delete(`/applications/${lastId}`)).toMatchObject({ status: 200 })
    expect(await scopesOf(other)).toEqual(MANAGING)
  })
})
