import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import { anApplication, exchange, manage, signUp, type Tokens } from '../../../../test/oauth.ts'
import { managementToken } from '../../../../test/management.ts'
import { startServer } from '../../../../test/server.ts'

const server = await startServer()
const client = await anApplication(server)
const signedUp = await signUp(server, client, 'profile@example.com')
const tokens = (await (await exchange(server, client, signedUp)).json()) as Tokens
const bearer = { authorization: `Bearer ${tokens.access_token}` }

test.each([
  ['spaces', 'Bearer   '],
  ['a lower-case scheme', 'bearer '],
])('a token after %s counts at every endpoint', async (_name, scheme) => {
  const management = await managementToken(server)
  const headers = { authorization: `${scheme}${tokens.access_token}` }
  const paths = ['/oauth2/v2/user_profile', '/oauth2/user_profile', '/account_api/v1/user_profile']
  const statuses = await Promise.all(paths.map(async (path) => (await server.request(path, { headers })).status))
  const introspected = await server.request('/oauth2/introspect', {
    method: 'POST',
    headers: { ...headers, 'content-type': 'application/x-www-form-urlencoded' },
    body: `token=${tokens.access_token}`,
  })
  const users = await server.request('/api/v1/users', { headers: { authorization: scheme + management } })

  expect([...statuses, introspected.status, users.status]).toEqual([200, 200, 200, 200, 200])
})

test('the profile describes the person who is signed in (P5-4)', async () => {
  const profile = await (await server.request('/oauth2/v2/user_profile', { headers: bearer })).json()
  expect(profile).toMatchObject({
    sub: expect.stringMatching(/^kp_[0-9a-f]{32}$/),
    name: 'Ada Lovelace',
    given_name: 'Ada',
    family_name: 'Lovelace',
    email: 'profile@example.com',
    email_verified: true,
    updated_at: expect.any(Number),
    picture: expect.stringContaining('https://www.gravatar.com/avatar/'),
  })
})

test('ATO-33 the email claim has the domain in its mapped form, however it was typed', async () => {
  const person = await signUp(server, client, 'Mapped@EXÄMPLE.Test')
  const { access_token: token } = (await (await exchange(server, client, person)).json()) as Tokens
  const headers = { authorization: `Bearer ${token}` }
  const profile = await (await server.request('/oauth2/v2/user_profile', { headers })).json()

  expect(profile).toMatchObject({ email: 'Mapped@exämple.test' })
})

test('without a picture of their own the person has that of the address, unless the fallback is off (U1-16)', async () => {
  const other = await anApplication(server, { redirectUri: 'https://faceless.example.com/cb' })
  const person = await signUp(server, other, 'faceless@example.com')
  const { access_token: token } = (await (await exchange(server, other, person)).json()) as Tokens
  const pictureOf = async () => {
    const headers = { authorization: `Bearer ${token}` }
    return ((await (await server.request('/oauth2/v2/user_profile', { headers })).json()) as { picture?: string })
      .picture
  }
  const digest = createHash('sha256').update('faceless@example.com').digest('hex')

  expect(await pictureOf()).toBe(`https://www.gravatar.com/avatar/${digest}?d=mp`)
  await manage(server, 'PATCH', `/api/v1/applications/${other.clientId}`, { use_gravatar_fallback: false })
  expect(await pictureOf()).toBeUndefined()
})

test('the older profile has the older names', async () => {
  const profile = await (await server.request('/oauth2/user_profile', { headers: bearer })).json()
  expect(profile).toMatchObject({ preferred_email: 'profile@example.com', first_name: 'Ada', last_name: 'Lovelace' })
})

test('a username is in both profiles, under the name of each (P5-4)', async () => {
  const { id } = (await (await server.request('/oauth2/user_profile', { headers: bearer })).json()) as { id: string }
  await manage(server, 'POST', `/api/v1/users/${id}/identities`, { type: 'username', value: 'Countess' })
  const profile = await (await server.request('/oauth2/v2/user_profile', { headers: bearer })).json()
  const older = await (await server.request('/oauth2/user_profile', { headers: bearer })).json()
  expect([profile, older]).toMatchObject([{ preferred_username: 'Countess' }, { username: 'Countess' }])
})

test('the token may be posted (AS-56)', async () => {
  const response = await server.request('/oauth2/v2/user_profile', {
    method: 'POST',
    body: new URLSearchParams({ access_token: tokens.access_token }).toString(),
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
  })
  expect(response.status).toBe(200)
})

test.each([
  ['no token', {}],
  ['garbage', { authorization: 'Bearer garbage' }],
  ['an ID token (AS-42)', { authorization: `Bearer ${tokens.id_token}` }],
])('%s gets 401 and a challenge (P5-5)', async (_what, headers) => {
  const response = await server.request('/oauth2/v2/user_profile', { headers })
  expect(response.status).toBe(401)
  expect(response.headers.get('www-authenticate')).toContain('Bearer')
  expect(await response.json()).toMatchObject({ error: 'invalid_token' })
})

test('a token without openid is not enough (AS-56)', async () => {
  const narrow = await signUp(server, client, 'narrow@example.com', { scope: 'email' })
  const issued = (await (await exchange(server, client, narrow)).json()) as Tokens
  const response = await server.request('/oauth2/v2/user_profile', {
    headers: { authorization: `Bearer ${issued.access_token}` },
  })
  expect(response.status).toBe(403)
})

test('an expired access token is rejected', async () => {
  await server.advance(86_401)
  expect((await server.request('/oauth2/v2/user_profile', { headers: bearer })).status).toBe(401)
})
