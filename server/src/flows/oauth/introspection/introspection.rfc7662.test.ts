import { expect, test } from 'vitest'
import { MANAGEMENT_SCOPES } from '#domain/applications'
import {
  anApplication,
  claimsOf,
  exchange,
  manage,
  postForm,
  refresh,
  signUp,
  type TestClient,
  type Tokens,
} from '../../../../test/oauth.ts'
import { anApi, api, authorize, managementToken, type TestApi } from '../../../../test/management.ts'
import { startServer } from '../../../../test/server.ts'

const server = await startServer()
const client = await anApplication(server)
const confidential = await anApplication(server, { type: 'reg', redirectUri: 'https://server.example.com/cb' })
const { client_id, client_secret, audience } = server.firstRun.management
const INACTIVE = { active: false }

async function tokensOf(email: string, of: TestClient = client): Promise<Tokens> {
  return (await (await exchange(server, of, await signUp(server, of, email))).json()) as Tokens
}

async function machineToken(): Promise<string> {
  const fields = { grant_type: 'client_credentials', client_id, client_secret, audience }
  return ((await (await postForm(server, '/oauth2/token', fields)).json()) as Tokens).access_token
}

function introspect(token: string, credentials: { bearer?: string; fields?: Record<string, string> } = {}) {
  const { bearer, fields = {} } = credentials
  const headers: Record<string, string> = bearer === undefined ? {} : { authorization: `Bearer ${bearer}` }
  return postForm(server, '/oauth2/introspect', { token, ...fields }, headers)
}

async function managementSees(token: string): Promise<unknown> {
  return (await introspect(token, { bearer: await machineToken() })).json()
}

const own = { client_id: confidential.clientId, client_secret: confidential.clientSecret ?? '' }

test('RFC 7662 a management token introspects a live access token', async () => {
  const { access_token: token } = await tokensOf('described@example.com')
  const { sub, aud, iat, exp, jti, scope } = claimsOf(token)
  const expected = {
    iss: server.origin,
    sub,
    aud,
    client_id: client.clientId,
    scope,
    iat,
    exp,
    token_type: 'Bearer',
    jti,
  }
  expect(await managementSees(token)).toEqual({ active: true, ...expected })
})

test('RFC 7662 a management token introspects a live refresh token, without a token type', async () => {
  const tokens = await tokensOf('refresh@example.com')
  const answer = await managementSees(tokens.refresh_token)
  expect(answer).toMatchObject({
    active: true,
    sub: claimsOf(tokens.access_token)['sub'],
    client_id: client.clientId,
    exp: expect.any(Number),
    iat: expect.any(Number),
  })
  expect(answer).not.toHaveProperty('token_type')
})

test('RFC 7662 a management token introspects itself', async () => {
  const token = await machineToken()
  const answer = await (await introspect(token, { bearer: token })).json()
  expect(answer).toMatchObject({ active: true, sub: client_id, client_id, aud: [audience] })
})

test('RFC 7662 a user token introspects itself, and no other', async () => {
  const tokens = await tokensOf('self@example.com')
  const other = await tokensOf('neighbour@example.com')
  const bearer = tokens.access_token
  expect(await (await introspect(bearer, { bearer })).json()).toMatchObject({ active: true })
  expect(await (await introspect(other.access_token, { bearer })).json()).toEqual(INACTIVE)
  expect(await (await introspect(tokens.refresh_token, { bearer })).json()).toEqual(INACTIVE)
})

test('RFC 7662 a client introspects its own tokens, and no other', async () => {
  const mine = await tokensOf('mine@example.com', confidential)
  const foreign = await tokensOf('foreign@example.com')
  const answers = [mine.access_token, mine.refresh_token, foreign.access_token, foreign.refresh_token]
  const seen = await Promise.all(answers.map(async (token) => (await introspect(token, { fields: own })).json()))
  expect(seen).toEqual([
    expect.objectContaining({ active: true }),
    expect.objectContaining({ active: true }),
    INACTIVE,
    INACTIVE,
  ])
})

test('RFC 7662 a client may authenticate by Basic', async () => {
  const { access_token: token } = await tokensOf('basic@example.com', confidential)
  const authorization = `Basic ${btoa(`${own.client_id}:${own.client_secret}`)}`
  const response = await postForm(server, '/oauth2/introspect', { token }, { authorization })
  expect(await response.json()).toMatchObject({ active: true })
})

test.each([
  ['garbage', () => 'garbage'],
  ['an ID token (AS-42)', (tokens: Tokens) => tokens.id_token],
  ['a token with another signature', (tokens: Tokens) => `${tokens.access_token.slice(0, -8)}AAAAAAAA`],
  ['a token that says alg none (AS-43)', (tokens: Tokens) => unsigned(tokens.access_token)],
])('RFC 7662 %s gets active=false and nothing else', async (what, pick) => {
  expect(await managementSees(pick(await tokensOf(`${String(what.length)}@example.com`)))).toEqual(INACTIVE)
})

function unsigned(token: string): string {
  const header = Buffer.from('{"alg":"none","typ":"JWT"}').toString('base64url')
  return `${header}.${token.split('.')[1] ?? ''}.`
}

test('RFC 7662 a revoked access token is inactive everywhere at once', async () => {
  const { access_token: token } = await tokensOf('revoked@example.com')
  await postForm(server, '/oauth2/revoke', { client_id: client.clientId, token })
  expect(await managementSees(token)).toEqual(INACTIVE)
})

test('RFC 7662 a used refresh token is inactive, and its successor is active', async () => {
  const { refresh_token: token } = await tokensOf('rotated@example.com')
  const { refresh_token: successor } = (await (await refresh(server, client, token)).json()) as Tokens
  expect(await managementSees(token)).toEqual(INACTIVE)
  expect(await managementSees(successor)).toMatchObject({ active: true })
})

test('AS-30 after a sign-out both tokens are inactive', async () => {
  const signedUp = await signUp(server, client, 'out@example.com')
  const tokens = (await (await exchange(server, client, signedUp)).json()) as Tokens
  await signedUp.browser.open('/logout?redirect=')
  expect(await managementSees(tokens.access_token)).toEqual(INACTIVE)
  expect(await managementSees(tokens.refresh_token)).toEqual(INACTIVE)
})

test('AS-33 the tokens of a suspended user are inactive', async () => {
  const tokens = await tokensOf('suspended@example.com')
  await server.query(`update users set is_suspended = true where id in
    (select user_id from identities where normalized = 'suspended@example.com')`)
  expect(await managementSees(tokens.access_token)).toEqual(INACTIVE)
  expect(await managementSees(tokens.refresh_token)).toEqual(INACTIVE)
})

test('RFC 7662 an expired token is inactive', async () => {
  const { access_token: token } = await tokensOf('expired@example.com')
  await server.advance(86_401)
  expect(await managementSees(token)).toEqual(INACTIVE)
})

test('RFC 7662 the tokens of a deleted application are inactive', async () => {
  const gone = await anApplication(server, { redirectUri: 'https://gone.example.com/cb' })
  const tokens = await tokensOf('gone@example.com', gone)
  await manage(server, 'DELETE', `/api/v1/applications/${gone.clientId}`)
  await server.advance(2)
  expect(await managementSees(tokens.access_token)).toEqual(INACTIVE)
  expect(await managementSees(tokens.refresh_token)).toEqual(INACTIVE)
})

test.each([
  ['no credentials', {}, {}, 401, 'invalid_client'],
  ['a public client, which proves nothing', { client_id: client.clientId }, {}, 401, 'invalid_client'],
  ['a wrong secret', { ...own, client_secret: 'wrong' }, {}, 401, 'invalid_client'],
  ['a Bearer token that is none', {}, { authorization: 'Bearer garbage' }, 401, 'invalid_token'],
  ['an empty Bearer', {}, { authorization: 'Bearer' }, 401, 'invalid_token'],
  ['two ways at once', own, { authorization: 'Bearer garbage' }, 400, 'invalid_request'],
  ['no token', { ...own, token: '' }, {}, 400, 'invalid_request'],
])('RFC 7662 %s is rejected', async (_what, fields, headers, status, error) => {
  const response = await postForm(server, '/oauth2/introspect', { token: 'x', ...fields }, headers)
  expect(response.status).toBe(status)
  expect(await response.json()).toEqual({ error, error_description: expect.any(String) })
})

test('RFC 6750 without credentials the challenge is Bearer, and names no error', async () => {
  expect((await introspect('x')).headers.get('www-authenticate')).toBe('Bearer')
})

test('RFC 7662 a refresh token is no credential, not even for itself', async () => {
  const { refresh_token: token } = await tokensOf('credential@example.com')
  expect((await introspect(token, { bearer: token })).status).toBe(401)
})

test('RFC 7662 a revoked token is no credential', async () => {
  const { access_token: token } = await tokensOf('spent@example.com')
  await postForm(server, '/oauth2/revoke', { client_id: client.clientId, token })
  expect((await introspect(token, { bearer: token })).status).toBe(401)
})

test('AS-31 answers are not stored, and no other origin may read them', async () => {
  const response = await introspect('x', { fields: own })
  expect(response.headers.get('cache-control')).toBe('no-store')
  expect(response.headers.get('access-control-allow-origin')).toBeNull()
})

test('AS-21 GET is not allowed', async () => {
  const response = await server.request('/oauth2/introspect?token=x')
  expect([response.status, response.headers.get('allow')]).toEqual([405, 'POST'])
})

test('AS-30 RFC 7662 no token works any more after the person left the organization that they signed in to', async () => {
  const tokens = await tokensOf('leaver@example.com')
  const profile = () =>
    server.request('/oauth2/v2/user_profile', { headers: { authorization: `Bearer ${tokens.access_token}` } })
  const before = [(await profile()).status, await managementSees(tokens.refresh_token)]
  const subject = String(claimsOf(tokens.access_token)['sub']).slice('kp_'.length)
  await server.query('delete from memberships where user_id = $1::uuid', [subject])
  expect(before).toMatchObject([200, { active: true }])
  expect((await profile()).status).toBe(401)
  expect([await managementSees(tokens.access_token), await managementSees(tokens.refresh_token)]).toEqual([
    INACTIVE,
    INACTIVE,
  ])
})

test('RFC 7662 a management client introspects every token only with read:tokens, whatever else it may do', async () => {
  const { access_token: token } = await tokensOf('unheard@example.com')
  const one = await managementToken(server, { scopes: ['read:tokens'] })
  const others = await managementToken(server, { scopes: MANAGEMENT_SCOPES.filter((scope) => scope !== 'read:tokens') })
  expect(await (await introspect(token, { bearer: one })).json()).toMatchObject({ active: true })
  expect(await (await introspect(token, { bearer: others })).json()).toEqual(INACTIVE)
  expect(await (await introspect(others, { bearer: others })).json()).toMatchObject({ active: true })
})

test('RFC 7662 a client introspects tokens for its own APIs, by its secret and by a management token', async () => {
  const calls = await api(server)
  const [books, films] = [
    await anApi(calls, { audience: 'https://books.test' }),
    await anApi(calls, { audience: 'https://films.test' }),
  ]
  await authorize(calls, books, { clientId: confidential.clientId })
  const tokenFor = async (target: TestApi) => {
    const { body } = await calls.post('/applications', { name: 'Machine', type: 'm2m' })
    await authorize(calls, target, { clientId: body.application.id })
    const { id, client_secret: secret } = body.application
    const fields = { grant_type: 'client_credentials', client_id: id, client_secret: secret, audience: target.audience }
    return ((await (await postForm(server, '/oauth2/token', fields)).json()) as Tokens).access_token
  }
  const seen = async (token: string) =>
    ((await (await introspect(token, { fields: own })).json()) as { active: boolean }).active
  expect([await seen(await tokenFor(books)), await seen(await tokenFor(films))]).toEqual([true, false])
})
