import { createHmac, generateKeyPairSync, randomUUID, sign, type KeyObject } from 'node:crypto'
import { expect, test } from 'vitest'
import { anApi, anApplication, api, authorize, PRODUCTION, refusal } from '../../../test/management.ts'
import { postForm } from '../../../test/oauth.ts'
import { startServer } from '../../../test/server.ts'
import { MANAGEMENT_SCOPES } from '#domain/applications'

const server = await startServer()
const calls = await api(server)
const shopApi = await anApi(calls, { audience: 'https://api.shop.test', keys: ['read:orders'] })
const TYPE = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer'
const TOKEN = '/oauth2/token'

const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 })
const otherRsa = generateKeyPairSync('rsa', { modulusLength: 2048 })
const p256 = generateKeyPairSync('ec', { namedCurve: 'P-256' })
const ed25519 = generateKeyPairSync('ed25519')
const jwkOf = (key: KeyObject, more: object = {}) => ({ ...key.export({ format: 'jwk' }), ...more })

interface Machine {
  readonly id: string
  readonly secret: string
}

async function aMachine(keys: readonly object[] = [jwkOf(rsa.publicKey, { kid: 'one' })]): Promise<Machine> {
  const { body } = await calls.post('/applications', { name: 'Machine', type: 'm2m' })
  const { id, client_secret: secret } = body.application
  await authorize(calls, shopApi, { clientId: id, keys: ['read:orders'] })
  const registered = await calls.put(`/applications/${id}/jwks`, { keys })
  if (registered.status !== 200) throw new Error(JSON.stringify(registered.body))
  return { id, secret }
}

const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')
const now = () => Math.floor(server.opened.services.clock().getTime() / 1000)

function claimsFor({ id }: Machine, more: object = {}): object {
  return { iss: id, sub: id, aud: server.origin, exp: now() + 60, iat: now(), jti: randomUUID(), ...more }
}

function signed(claims: object, header: object = {}, key: KeyObject = rsa.privateKey): string {
  const input = `${encode({ alg: 'RS256', kid: 'one', ...header })}.${encode(claims)}`
  return `${input}.${sign('sha256', Buffer.from(input), key).toString('base64url')}`
}

async function ask(assertion: string, more: Record<string, string> = {}, headers: Record<string, string> = {}) {
  const fields = { client_assertion_type: TYPE, client_assertion: assertion, audience: shopApi.audience, ...more }
  const response = await postForm(server, TOKEN, { grant_type: 'client_credentials', ...fields }, headers)
  return { status: response.status, body: (await response.json()) as { error?: string; access_token?: string } }
}

const REFUSED = { status: 401, body: { error: 'invalid_client' } }
const machine = await aMachine()

test('a client authenticates with a registered key, without naming itself twice', async () => {
  expect((await ask(signed(claimsFor(machine)))).status).toBe(200)
  expect((await ask(signed(claimsFor(machine)), { client_id: machine.id })).status).toBe(200)
})

test.each([
  { name: 'the issuer', aud: server.origin },
  { name: 'the token endpoint', aud: `${server.origin}/oauth2/token` },
  { name: 'both', aud: [server.origin, `${server.origin}/oauth2/token`] },
])('an assertion may be for $name', async ({ aud }) => {
  expect((await ask(signed(claimsFor(machine, { aud })))).status).toBe(200)
})

test.each([
  ['for another server', { aud: 'https://other.test' }],
  ['for another server too', { aud: ['https://other.test', server.origin] }],
  ['for the issuer with a slash', { aud: `${server.origin}/` }],
  ['for nobody', { aud: [] }],
  ['without an audience', { aud: undefined }],
  ['that has expired', { exp: now() - 1 }],
  ['that lives too long', { exp: now() + 700 }],
  ['that never expires', { exp: undefined }],
  ['with an expiry that is text', { exp: String(now() + 60) }],
  ['of the future', { iat: now() + 120 }],
  ['that is not valid yet', { nbf: now() + 120 }],
  ['without jti', { jti: undefined }],
  ['with an empty jti', { jti: '' }],
  ['with a jti that is a number', { jti: 7 }],
  ['issued by another', { iss: '0'.repeat(32) }],
  ['without issuer', { iss: undefined }],
])('RFC 7523 section 3: an assertion %s proves nothing', async (_name, more) => {
  expect(await ask(signed(claimsFor(machine, more)))).toMatchObject(REFUSED)
})

test.each([
  ['signed by another key', () => signed(claimsFor(machine), {}, otherRsa.privateKey)],
  ['that names another key', () => signed(claimsFor(machine), { kid: 'two' })],
  ['whose kid is no text', () => signed(claimsFor(machine), { kid: ['one'] })],
  ['whose kid leads elsewhere', () => signed(claimsFor(machine), { kid: '../one' })],
  ['with an algorithm of another kind', () => signed(claimsFor(machine), { alg: 'PS256' })],
  ['of algorithm none', () => `${encode({ alg: 'none', kid: 'one' })}.${encode(claimsFor(machine))}.`],
  ['of algorithm nOnE', () => `${encode({ alg: 'nOnE', kid: 'one' })}.${encode(claimsFor(machine))}.`],
  ['with an unknown crit', () => signed(claimsFor(machine), { crit: ['x'], x: 1 })],
  [
    'that brings its own key',
    () =>
      signed(
        claimsFor(machine),
        { kid: 'x', jwk: jwkOf(otherRsa.publicKey), jku: 'https://evil.test' },
        otherRsa.privateKey,
      ),
  ],
  ['cut short', () => signed(claimsFor(machine)).slice(0, -4)],
  ['with another payload', () => signed(claimsFor(machine)).replace(/\.[^.]+\./, `.${encode(claimsFor(machine))}.`)],
  ['of two parts', () => signed(claimsFor(machine)).split('.').slice(0, 2).join('.')],
  ['that is no JWT', () => 'not-a-jwt'],
  ['that is too long', () => signed(claimsFor(machine, { x: 'x'.repeat(20_000) }))],
])('ATO-25 AS-43 AS-44 an assertion %s proves nothing', async (_name, make) => {
  expect(await ask(make(), { client_id: machine.id })).toMatchObject(REFUSED)
})

test('ATO-25 the public key does not work as a shared secret', async () => {
  const pem = rsa.publicKey.export({ type: 'spki', format: 'pem' })
  const input = `${encode({ alg: 'HS256', kid: 'one' })}.${encode(claimsFor(machine))}`
  const assertion = `${input}.${createHmac('sha256', pem).update(input).digest('base64url')}`
  expect(await ask(assertion)).toMatchObject(REFUSED)
})

test('an assertion works once, whatever the result of its request (replay)', async () => {
  const assertion = signed(claimsFor(machine))
  const first = await ask(assertion, { audience: 'https://unknown.test' })
  expect([first.body.error, await ask(assertion)]).toMatchObject(['unauthorized_client', REFUSED])
})

test('ATO-27 one of fifty simultaneous uses of one assertion succeeds', async () => {
  const assertion = signed(claimsFor(machine))
  const answers = await Promise.all(Array.from({ length: 50 }, () => ask(assertion)))
  expect(answers.filter(({ status }) => status === 200)).toHaveLength(1)
  expect(answers.filter(({ status }) => status === 401)).toHaveLength(49)
})

test('a jti of one client may be used by another', async () => {
  const other = await aMachine()
  const jti = randomUUID()
  expect((await ask(signed(claimsFor(machine, { jti })))).status).toBe(200)
  expect((await ask(signed(claimsFor(other, { jti })))).status).toBe(200)
})

test('the key of one client does not authenticate another', async () => {
  const other = await aMachine([jwkOf(otherRsa.publicKey, { kid: 'one' })])
  expect(await ask(signed(claimsFor(other)))).toMatchObject(REFUSED)
})

test.each([
  ['a secret', { client_secret: machine.secret }, {}],
  ['Basic', {}, { authorization: `Basic ${Buffer.from(`${machine.id}:${machine.secret}`).toString('base64')}` }],
  ['another client_id', { client_id: '0'.repeat(32) }, {}],
  ['no type', { client_assertion_type: '' }, {}],
  ['another type', { client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:saml2-bearer' }, {}],
])('AS-22 an assertion with %s is an invalid request', async (_name, more, headers) => {
  const answer = await ask(signed(claimsFor(machine)), more, headers)
  expect(answer).toMatchObject({ status: 400, body: { error: 'invalid_request' } })
})

test('AS-22 a type without an assertion is an invalid request', async () => {
  const fields = { grant_type: 'client_credentials', client_id: machine.id, client_assertion_type: TYPE }
  const response = await postForm(server, TOKEN, fields)
  expect([response.status, await response.json()]).toMatchObject([400, { error: 'invalid_request' }])
})

test.each([
  { key: p256.publicKey, secret: p256.privateKey, alg: 'ES256', digest: 'sha256' },
  { key: ed25519.publicKey, secret: ed25519.privateKey, alg: 'EdDSA', digest: undefined },
  { key: ed25519.publicKey, secret: ed25519.privateKey, alg: 'Ed25519', digest: undefined },
])('a key for $alg works too', async ({ key, secret, alg, digest }) => {
  const client = await aMachine([jwkOf(key, { kid: 'one' })])
  const input = `${encode({ alg, kid: 'one', typ: 'client-authentication+jwt' })}.${encode(claimsFor(client))}`
  const signature = sign(digest, Buffer.from(input), { key: secret, dsaEncoding: 'ieee-p1363' })
  expect((await ask(`${input}.${signature.toString('base64url')}`)).status).toBe(200)
})

test('a single key needs no kid; an assertion for a client with two keys must name one', async () => {
  const single = await aMachine([jwkOf(rsa.publicKey)])
  const both = await aMachine([jwkOf(rsa.publicKey), jwkOf(otherRsa.publicKey)])
  expect((await ask(signed(claimsFor(single), { kid: undefined }))).status).toBe(200)
  expect(await ask(signed(claimsFor(both), { kid: undefined }))).toMatchObject(REFUSED)
})

test('keys are rolled over: both are accepted, then only the new one', async () => {
  const keys = [jwkOf(rsa.publicKey, { kid: 'one' }), jwkOf(otherRsa.publicKey, { kid: 'two' })]
  const client = await aMachine(keys)
  const byNew = () => ask(signed(claimsFor(client), { kid: 'two' }, otherRsa.privateKey))
  expect([(await ask(signed(claimsFor(client)))).status, (await byNew()).status]).toEqual([200, 200])
  await calls.put(`/applications/${client.id}/jwks`, { keys: keys.slice(1) })
  expect([(await ask(signed(claimsFor(client)))).status, (await byNew()).status]).toEqual([401, 200])
})

async function bySecret(client: Machine, how: 'post' | 'basic'): Promise<number> {
  const fields = { grant_type: 'client_credentials', audience: shopApi.audience }
  const basic = Buffer.from(`${client.id}:${client.secret}`).toString('base64')
  const response =
    how === 'basic'
      ? await postForm(server, TOKEN, fields, { authorization: `Basic ${basic}` })
      : await postForm(server, TOKEN, { ...fields, client_id: client.id, client_secret: client.secret })
  return response.status
}

test.each([
  { method: null, statuses: [200, 200, 200] },
  { method: 'private_key_jwt', statuses: [401, 401, 200] },
  { method: 'client_secret_post', statuses: [200, 401, 401] },
  { method: 'client_secret_basic', statuses: [401, 200, 401] },
])('AS-23 only the registered method is accepted: $method', async ({ method, statuses }) => {
  const client = await aMachine()
  await calls.patch(`/applications/${client.id}/settings`, { token_endpoint_auth_method: method })
  const { status } = await ask(signed(claimsFor(client)))
  expect([await bySecret(client, 'post'), await bySecret(client, 'basic'), status]).toEqual(statuses)
})

test('ATO-25 an application with the strict audience accepts only assertions for the issuer', async () => {
  const client = await aMachine()
  await calls.patch(`/applications/${client.id}/settings`, { is_assertion_audience_strict: true })
  const audiences = [server.origin, [server.origin], `${server.origin}/oauth2/token`]
  const answers = await Promise.all(audiences.map((aud) => ask(signed(claimsFor(client, { aud })))))

  expect(answers.map(({ status }) => status)).toEqual([200, 401, 401])
})

test('AS-23 the method cannot be one without credentials', async () => {
  const id = await anApplication(calls, { type: 'm2m' })
  const spa = await anApplication(calls, { type: 'spa' })
  const set = (client: string, method: string) =>
    calls.patch(`/applications/${client}/settings`, { token_endpoint_auth_method: method })
  expect(await set(id, 'private_key_jwt')).toMatchObject(refusal(400, 'CLIENT_KEYS_REQUIRED'))
  expect(await set(spa, 'client_secret_post')).toMatchObject(refusal(400, 'CREDENTIALS_NOT_SUPPORTED'))
  expect(await set(id, 'none')).toMatchObject(refusal(400, 'INVALID_BODY'))
})

test('AS-23 the last key stays while the client authenticates with it', async () => {
  const client = await aMachine()
  await calls.patch(`/applications/${client.id}/settings`, { token_endpoint_auth_method: 'private_key_jwt' })
  const answer = await calls.put(`/applications/${client.id}/jwks`, { keys: [] })
  expect(answer).toMatchObject(refusal(400, 'CLIENT_KEYS_REQUIRED'))
  expect((await ask(signed(claimsFor(client)))).status).toBe(200)
})

test.each(['/oauth2/introspect', '/oauth2/revoke'])('%s accepts an assertion like the token endpoint', async (path) => {
  const { access_token: token = '' } = (await ask(signed(claimsFor(machine)))).body
  const send = (assertion: string) =>
    postForm(server, path, { token, client_assertion_type: TYPE, client_assertion: assertion })
  const assertion = signed(claimsFor(machine))
  expect([(await send(assertion)).status, (await send(assertion)).status]).toEqual([200, 401])
})

test('an assertion does not authenticate a public client', async () => {
  const spa = await anApplication(calls, { type: 'spa' })
  expect(await ask(signed(claimsFor({ id: spa, secret: '' })))).toMatchObject(REFUSED)
})

test('the keys are returned as they were parsed, and nothing more', async () => {
  const sent = jwkOf(rsa.publicKey, { kid: 'one', use: 'sig', x5u: 'https://evil.test', key_ops: ['verify'] })
  const { id } = await aMachine([sent])
  const { kty, n, e } = jwkOf(rsa.publicKey) as Record<string, string>
  expect((await calls.get(`/applications/${id}/jwks`)).body.jwks).toEqual({
    keys: [{ kty, kid: 'one', alg: 'RS256', n, e }],
  })
})

const pemOf = (key: KeyObject, type: 'spki' | 'pkcs8') => String(key.export({ type, format: 'pem' }))

test('a key that was registered in PEM is the same key, named by its thumbprint unless it is named', async () => {
  const named = await aMachine([{ pem: pemOf(rsa.publicKey, 'spki'), kid: 'one' }])
  expect((await ask(signed(claimsFor(named)))).status).toBe(200)
  const id = await anApplication(calls, { type: 'm2m' })
  const keys = [{ pem: pemOf(p256.publicKey, 'spki') }, { pem: pemOf(ed25519.publicKey, 'spki') }]
  const { body } = await calls.put(`/applications/${id}/jwks`, { keys })
  expect(body.jwks.keys).toMatchObject([
    { kty: 'EC', alg: 'ES256', kid: expect.stringMatching(/^[\w-]{43}$/) },
    { kty: 'OKP', alg: 'EdDSA' },
  ])
  expect(JSON.stringify(body)).not.toContain('BEGIN')
})

const weak = generateKeyPairSync('rsa', { modulusLength: 1024 })

test.each([
  ['a private key', jwkOf(rsa.privateKey), 'PRIVATE_KEY_SENT'],
  ['a secret', { kty: 'oct', k: 'c2VjcmV0' }, 'PRIVATE_KEY_SENT'],
  ['a short RSA key', jwkOf(weak.publicKey), 'INVALID_PUBLIC_KEY'],
  ['a key for encryption', jwkOf(rsa.publicKey, { use: 'enc' }), 'INVALID_PUBLIC_KEY'],
  ['an exponent of one', jwkOf(rsa.publicKey, { e: 'AQ' }), 'INVALID_PUBLIC_KEY'],
  ['an algorithm of secrets', jwkOf(rsa.publicKey, { alg: 'HS256' }), 'INVALID_PUBLIC_KEY'],
  ['an algorithm of another curve', jwkOf(p256.publicKey, { alg: 'ES384' }), 'INVALID_PUBLIC_KEY'],
  ['a point off the curve', jwkOf(p256.publicKey, { x: 'AAAA' }), 'INVALID_PUBLIC_KEY'],
  ['a curve that nobody needs', { kty: 'EC', crv: 'secp256k1', x: 'AAAA', y: 'AAAA' }, 'INVALID_PUBLIC_KEY'],
  ['a kid that is a number', jwkOf(rsa.publicKey, { kid: 1 }), 'INVALID_PUBLIC_KEY'],
  ['a private key in PEM', { pem: pemOf(p256.privateKey, 'pkcs8') }, 'PRIVATE_KEY_SENT'],
  ['a short RSA key in PEM', { pem: pemOf(weak.publicKey, 'spki') }, 'INVALID_PUBLIC_KEY'],
  ['text that is no PEM', { pem: 'MIIB' }, 'INVALID_PUBLIC_KEY'],
  ['a PEM that is a number', { pem: 7 }, 'INVALID_PUBLIC_KEY'],
  ['nothing', {}, 'INVALID_PUBLIC_KEY'],
])('%s is not registered', async (_name, key, code) => {
  const id = await anApplication(calls, { type: 'm2m' })
  expect(await calls.put(`/applications/${id}/jwks`, { keys: [key] })).toMatchObject(refusal(400, code))
  expect((await calls.get(`/applications/${id}/jwks`)).body.jwks.keys).toEqual([])
})

test.each([
  [{}, 'INVALID_BODY'],
  [{ keys: 'x' }, 'INVALID_BODY'],
  [{ keys: [1] }, 'INVALID_BODY'],
  [{ keys: [], jwks_uri: 'https://a.test' }, 'INVALID_BODY'],
  [{ keys: Array.from({ length: 11 }, () => jwkOf(rsa.publicKey)) }, 'INVALID_BODY'],
  [{ keys: [jwkOf(rsa.publicKey), jwkOf(rsa.publicKey)] }, 'KEY_ID_REPEATED'],
])('a set of keys like %# is rejected', async (body, code) => {
  const id = await anApplication(calls, { type: 'm2m' })
  expect(await calls.put(`/applications/${id}/jwks`, body)).toMatchObject(refusal(400, code))
})

test('public clients have no keys', async () => {
  const id = await anApplication(calls, { type: 'spa' })
  const answer = await calls.put(`/applications/${id}/jwks`, { keys: [jwkOf(rsa.publicKey)] })
  expect(answer).toMatchObject(refusal(400, 'CREDENTIALS_NOT_SUPPORTED'))
})

test('ATO-24 a caller cannot add a key to an application with more scopes than their own', async () => {
  const [powerful] = await server.query(
    `select replace(id::text, '-', '') as id from applications where management_scopes = $1::text[] limit 1`,
    [[...MANAGEMENT_SCOPES]],
  )
  const caller = await api(server, { scopes: ['update:applications'] })
  const answer = await caller.put(`/applications/${String(powerful?.['id'])}/jwks`, { keys: [jwkOf(rsa.publicKey)] })
  expect(answer).toMatchObject(refusal(403, 'INSUFFICIENT_SCOPE'))
})

test('ATO-11 the keys of an application of another environment are not found', async () => {
  const foreign = await anApplication(await api(server, { origin: PRODUCTION }), { type: 'm2m' })
  for (const id of [foreign, 'nonsense']) {
    expect(await calls.get(`/applications/${id}/jwks`)).toMatchObject(refusal(404, 'APPLICATION_NOT_FOUND'))
    expect(await calls.put(`/applications/${id}/jwks`, { keys: [] })).toMatchObject(
      refusal(404, 'APPLICATION_NOT_FOUND'),
    )
  }
})

test('the event names the keys by their kid', async () => {
  const { id } = await aMachine()
  const [event] = await server.query(
    `select data from events where subject = $1 and type = 'application.keys_replaced'`,
    [id],
  )
  expect(event?.['data']).toEqual({ id, kids: ['one'] })
})

test('discovery lists the method and its algorithms', async () => {
  const metadata = await (await server.request('/.well-known/openid-configuration')).json()
  const algorithms = expect.arrayContaining(['RS256', 'ES256'])
  expect(metadata).toMatchObject({
    token_endpoint_auth_methods_supported: expect.arrayContaining(['private_key_jwt']),
    token_endpoint_auth_signing_alg_values_supported: algorithms,
    introspection_endpoint_auth_signing_alg_values_supported: algorithms,
  })
})
