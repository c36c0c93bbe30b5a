import { expect, test } from 'vitest'
import {
  anApplication,
  claimsOf,
  exchange,
  manage,
  postForm,
  refresh,
  signUp,
  type SignedIn,
  type TestClient,
  type Tokens,
  signOutEverywhere,
} from '../oauth.ts'
import { startServer } from '../server.ts'
import { anAccount, signInByCode, tokensOf } from './builders.ts'

const server = await startServer()
const spa = await anApplication(server)
const otherSpa = await anApplication(server)

let people = 0

async function aSignIn(client: TestClient, more: Record<string, string> = {}): Promise<SignedIn> {
  people += 1
  return signUp(server, client, `person-${String(people)}@example.com`, more)
}

function refreshFor({ refresh_token: token }: Tokens, more: Record<string, string>): Promise<Response> {
  const fields = { grant_type: 'refresh_token', client_id: spa.clientId, refresh_token: token, ...more }
  return postForm(server, '/oauth2/token', fields)
}

async function errorOf(response: Response): Promise<unknown> {
  return ((await response.json()) as { error?: string }).error
}

test.each(['openid profile email offline read:applications', 'admin', 'openid phone'])(
  'AS-28 AS-30 a refresh for "%s" is invalid_scope, widens nothing and leaves the token usable',
  async (scope) => {
    const tokens = await tokensOf(server, spa, await aSignIn(spa, { scope: 'openid offline' }))
    const wider = await refreshFor(tokens, { scope })

    expect([wider.status, await errorOf(wider)]).toEqual([400, 'invalid_scope'])
    expect((await refresh(server, spa, tokens.refresh_token)).status).toBe(200)
  },
)

test('AS-58 a refresh may name what it asked for as offline_access', async () => {
  const tokens = await tokensOf(server, spa, await aSignIn(spa, { scope: 'openid offline_access' }))
  const again = (await (await refreshFor(tokens, { scope: 'openid offline_access' })).json()) as Tokens

  expect(again.scope).toBe('openid offline')
})

test('AS-30 a refresh may narrow the scope, and the next one has all of it again', async () => {
  const tokens = await tokensOf(server, spa, await aSignIn(spa))
  const fields = { grant_type: 'refresh_token', client_id: spa.clientId, refresh_token: tokens.refresh_token }
  const narrow = (await (
    await postForm(server, '/oauth2/token', { ...fields, scope: 'openid openid openid openid' })
  ).json()) as typeof tokens
  const whole = (await (await refresh(server, spa, narrow.refresh_token)).json()) as typeof tokens

  expect(claimsOf(narrow.access_token)['scp']).toEqual(['openid'])
  expect(claimsOf(whole.access_token)['scp']).toEqual(['openid', 'profile', 'email', 'offline'])
})

test('AS-30 tokens of a deleted application are void', async () => {
  const gone = await anApplication(server)
  const tokens = await tokensOf(server, gone, await aSignIn(gone))
  const waiting = await aSignIn(gone)
  await manage(server, 'DELETE', `/api/v1/applications/${gone.clientId}`)
  const profile = await postForm(server, '/oauth2/v2/user_profile', { access_token: tokens.access_token })

  expect(profile.status).toBe(401)
  expect((await refresh(server, gone, tokens.refresh_token)).status).toBe(401)
  expect((await exchange(server, gone, waiting)).status).toBe(401)
})

test('AS-30 a refresh token of one client is of no use to another, nor spent by it', async () => {
  const tokens = await tokensOf(server, spa, await aSignIn(spa))

  expect(await errorOf(await refresh(server, otherSpa, tokens.refresh_token))).toBe('invalid_grant')
  expect((await refresh(server, spa, tokens.refresh_token)).status).toBe(200)
})

test('AS-30 a refresh token ends with its session', async () => {
  const signedIn = await aSignIn(spa)
  const tokens = await tokensOf(server, spa, signedIn)
  await signedIn.browser.open('/logout')

  expect(await errorOf(await refresh(server, spa, tokens.refresh_token))).toBe('invalid_grant')
})

test('AS-30 signing out everywhere ends the tokens of every browser', async () => {
  await anAccount(server, { email: 'two-browsers@example.com' })
  const first = await signInByCode(server, spa, 'two-browsers@example.com')
  const tokens = await tokensOf(server, spa, first)
  const second = await signInByCode(server, spa, 'two-browsers@example.com')
  await signOutEverywhere(second.browser)

  expect(await errorOf(await refresh(server, spa, tokens.refresh_token))).toBe('invalid_grant')
})

test('AS-30 an unused refresh token expires', async () => {
  const tokens = await tokensOf(server, spa, await aSignIn(spa))
  await server.advance(1_296_001)
  expect(await errorOf(await refresh(server, spa, tokens.refresh_token))).toBe('invalid_grant')
})

test('AS-29 ATO-21 within the grace the same successor is returned', async () => {
  const tokens = await tokensOf(server, spa, await aSignIn(spa))
  const answers = await Promise.all(
    [1, 2, 3].map(async () => (await refresh(server, spa, tokens.refresh_token)).json() as Promise<typeof tokens>),
  )
  const successors = new Set(answers.map((one) => one.refresh_token))

  expect(successors.size).toBe(1)
  expect(successors).not.toContain(tokens.refresh_token)
})

test('AS-29 ATO-21 a stolen token used after the grace ends the whole family, and is an event', async () => {
  const tokens = await tokensOf(server, spa, await aSignIn(spa))
  const next = (await (await refresh(server, spa, tokens.refresh_token)).json()) as typeof tokens
  await server.advance(31)
  const stolen = await refresh(server, spa, tokens.refresh_token)
  const events = await server.query(`select data from events where type = 'grant.revoked' and subject = $1`, [
    claimsOf(tokens.id_token)['sub'],
  ])

  expect(await errorOf(stolen)).toBe('invalid_grant')
  expect(await errorOf(await refresh(server, spa, next.refresh_token))).toBe('invalid_grant')
  expect(JSON.stringify(events)).toContain('refresh_token_reused')
})

test('AS-29 without a grace the second use ends the family', async () => {
  const strict = await anApplication(server, { settings: { refresh_grace_seconds: 0 } })
  const tokens = await tokensOf(server, strict, await aSignIn(strict))
  const next = (await (await refresh(server, strict, tokens.refresh_token)).json()) as typeof tokens
  await refresh(server, strict, tokens.refresh_token)

  expect(await errorOf(await refresh(server, strict, next.refresh_token))).toBe('invalid_grant')
})

test.each([
  ['a scope that was never granted', { scope: 'admin' }],
  ['a resource that was never granted', { resource: 'https://api.example.com' }],
])('AS-29 ATO-21 a stolen token is recognised also where it asks for %s', async (_what, more) => {
  const tokens = await tokensOf(server, spa, await aSignIn(spa))
  const next = (await (await refresh(server, spa, tokens.refresh_token)).json()) as Tokens
  await server.advance(31)

  expect(await errorOf(await refreshFor(tokens, more))).toBe('invalid_grant')
  expect(await errorOf(await refresh(server, spa, next.refresh_token))).toBe('invalid_grant')
})

test('ATO-21 a reuse by another client ends nothing', async () => {
  const tokens = await tokensOf(server, spa, await aSignIn(spa))
  const next = (await (await refresh(server, spa, tokens.refresh_token)).json()) as typeof tokens
  await server.advance(31)
  await refresh(server, otherSpa, tokens.refresh_token)

  expect((await refresh(server, spa, next.refresh_token)).status).toBe(200)
})
