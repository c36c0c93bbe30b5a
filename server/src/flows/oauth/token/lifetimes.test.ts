import { expect, test } from 'vitest'
import {
  anApplication,
  claimsOf,
  exchange,
  manage,
  refresh,
  signUp,
  type TestClient,
  type Tokens,
} from '../../../../test/oauth.ts'
import { startServer } from '../../../../test/server.ts'

const server = await startServer()
let people = 0

const setLifetimes = ({ clientId }: TestClient, body: Readonly<Record<string, unknown>>) =>
  manage(server, 'PATCH', `/api/v1/applications/${clientId}/tokens`, body)

async function tokensOf(client: TestClient): Promise<Tokens> {
  people += 1
  const signedUp = await signUp(server, client, `person-${String(people)}@example.com`)
  return (await (await exchange(server, client, signedUp)).json()) as Tokens
}

async function refreshed(client: TestClient, { refresh_token: token }: Tokens): Promise<Tokens> {
  return (await (await refresh(server, client, token)).json()) as Tokens
}

function secondsOf(jwt: string): number {
  const { exp, iat } = claimsOf(jwt)
  return Number(exp) - Number(iat)
}

test('A5-4 a changed lifetime applies at once to tokens that are issued from then on', async () => {
  const client = await anApplication(server)
  const before = await tokensOf(client)
  await setLifetimes(client, { access_token_lifetime: 600, id_token_lifetime: 120 })
  const after = await tokensOf(client)
  expect([secondsOf(before.access_token), secondsOf(before.id_token)]).toEqual([86_400, 3_600])
  expect([secondsOf(after.access_token), secondsOf(after.id_token), after.expires_in]).toEqual([600, 120, 600])
})

test('A5-4 a shorter lifetime ends no token that was issued before', async () => {
  const client = await anApplication(server)
  const tokens = await tokensOf(client)
  await setLifetimes(client, { access_token_lifetime: 60, refresh_token_lifetime: 120 })
  await server.advance(3_600)
  const headers = { authorization: `Bearer ${tokens.access_token}` }
  expect((await server.request('/oauth2/v2/user_profile', { headers })).status).toBe(200)
  expect((await refresh(server, client, tokens.refresh_token)).status).toBe(200)
})

test('AS-30 the idle lifetime of a refresh token starts again with each use', async () => {
  const client = await anApplication(server)
  await setLifetimes(client, { access_token_lifetime: 60, refresh_token_lifetime: 1_000 })
  const first = await tokensOf(client)
  await server.advance(900)
  const second = await refreshed(client, first)
  await server.advance(900)
  const third = await refreshed(client, second)
  await server.advance(1_001)
  expect((await refresh(server, client, third.refresh_token)).status).toBe(400)
})

test('AS-30 the absolute lifetime ends a sign-in however often it is refreshed', async () => {
  const client = await anApplication(server, { settings: { refresh_token_absolute_lifetime: 100_000 } })
  const first = await tokensOf(client)
  await server.advance(50_000)
  const second = await refreshed(client, first)
  await server.advance(49_000)
  const third = await refreshed(client, second)
  await server.advance(1_001)
  expect((await refresh(server, client, third.refresh_token)).status).toBe(400)
})

test('AS-30 the absolute lifetime also ends a sign-in that was never refreshed', async () => {
  const client = await anApplication(server, { settings: { refresh_token_absolute_lifetime: 100_000 } })
  const tokens = await tokensOf(client)
  await server.advance(100_001)
  expect((await refresh(server, client, tokens.refresh_token)).status).toBe(400)
})
