import { expect, test } from 'vitest'
import {
  anApplication,
  authorizePath,
  claimsOf,
  exchange,
  mailedCode,
  pkce,
  refresh,
  signUp,
  type Tokens,
} from '../../../test/oauth.ts'
import { BrowserSession } from '../../../test/browser-session.ts'
import { startServer } from '../../../test/server.ts'

const server = await startServer()
const client = await anApplication(server)

test('a new person signs up by code and the application gets tokens', async () => {
  const signedUp = await signUp(server, client, 'ada@example.com')
  const tokens = (await (await exchange(server, client, signedUp)).json()) as Tokens

  expect(signedUp.callback.searchParams.get('state')).toBe('state-1')
  expect(claimsOf(tokens.id_token)).toMatchObject({ email: 'ada@example.com', given_name: 'Ada', nonce: 'nonce-1' })
  expect(claimsOf(tokens.access_token)).toMatchObject({ iss: server.origin, permissions: [], feature_flags: {} })
})

test('a refresh returns a new refresh token and the same access token while it is valid', async () => {
  const signedUp = await signUp(server, client, 'refresh@example.com')
  const first = (await (await exchange(server, client, signedUp)).json()) as Tokens
  const second = (await (await refresh(server, client, first.refresh_token)).json()) as Tokens

  expect(second.refresh_token).not.toBe(first.refresh_token)
  expect(second.access_token).toBe(first.access_token)
})

test('a signed-in browser gets a code for a second application without a question (P8-1)', async () => {
  const second = await anApplication(server, { redirectUri: 'https://second.example.com/cb' })
  const { browser } = await signUp(server, client, 'sso@example.com')
  const location = await browser.open(authorizePath(second, pkce()))

  expect(new URL(location).searchParams.get('code')).toMatch(/^[\w-]{43}$/)
})

test('a person with an account signs in by code', async () => {
  await signUp(server, client, 'again@example.com')
  const browser = new BrowserSession(server)
  await browser.open(authorizePath(client, pkce()))
  await browser.submit('identify', { email: 'again@example.com' })
  const location = await browser.submit('code', { code: await mailedCode(server, 'again@example.com') })

  expect(new URL(location).searchParams.get('code')).toMatch(/^[\w-]{43}$/)
})
