import { expect, test } from 'vitest'
import {
  anApplication,
  claimsOf,
  exchange,
  pkce,
  postForm,
  refresh,
  signUp,
  type SignedIn,
  type TestClient,
} from '../oauth.ts'
import { startServer } from '../server.ts'
import { tokensOf } from './builders.ts'

const server = await startServer()
const spa = await anApplication(server)
const otherSpa = await anApplication(server)
const web = await anApplication(server, { type: 'reg' })

let people = 0

async function aSignIn(client: TestClient, more: Record<string, string> = {}): Promise<SignedIn> {
  people += 1
  return signUp(server, client, `person-${String(people)}@example.com`, more)
}

function redemption(client: TestClient, { callback, proof }: SignedIn): Record<string, string> {
  return {
    grant_type: 'authorization_code',
    client_id: client.clientId,
    ...(client.clientSecret === undefined ? {} : { client_secret: client.clientSecret }),
    code: callback.searchParams.get('code') ?? '',
    redirect_uri: client.redirectUri,
    code_verifier: proof.verifier,
  }
}

function without(fields: Record<string, string>, ...names: string[]): Record<string, string> {
  return Object.fromEntries(Object.entries(fields).filter(([name]) => !names.includes(name)))
}

async function errorOf(response: Response): Promise<unknown> {
  return ((await response.json()) as { error?: string }).error
}

test.each([
  ['no verifier', (fields: Record<string, string>) => without(fields, 'code_verifier')],
  ['another verifier', (fields: Record<string, string>) => ({ ...fields, code_verifier: pkce().verifier })],
  ['a verifier that is too short', (fields: Record<string, string>) => ({ ...fields, code_verifier: 'x'.repeat(42) })],
  ['a verifier that is too long', (fields: Record<string, string>) => ({ ...fields, code_verifier: 'x'.repeat(129) })],
  [
    'a verifier with other characters',
    (fields: Record<string, string>) => ({ ...fields, code_verifier: 'ä'.repeat(43) }),
  ],
  [
    'the challenge as verifier',
    (fields: Record<string, string>, challenge: string) => ({ ...fields, code_verifier: challenge }),
  ],
  [
    'another redirect_uri',
    (fields: Record<string, string>) => ({ ...fields, redirect_uri: 'https://app.example.com/other' }),
  ],
  [
    'a redirect_uri with a slash more',
    (fields: Record<string, string>) => ({ ...fields, redirect_uri: `${fields['redirect_uri'] ?? ''}/` }),
  ],
  ['another client', (fields: Record<string, string>) => ({ ...fields, client_id: otherSpa.clientId })],
  ['a code cut short', (fields: Record<string, string>) => ({ ...fields, code: (fields['code'] ?? '').slice(0, -1) })],
])('AS-05 AS-07 AS-25 AS-32 with %s a code is refused, and stays valid for its owner', async (_name, change) => {
  const signedIn = await aSignIn(spa)
  const wrong = await postForm(server, '/oauth2/token', change(redemption(spa, signedIn), signedIn.proof.challenge))
  const right = await exchange(server, spa, signedIn)

  expect([wrong.status, await errorOf(wrong)]).toEqual([400, 'invalid_grant'])
  expect(right.status).toBe(200)
})

test('AS-05 a verifier for a code requested without a challenge is refused as a downgrade', async () => {
  const signedIn = await aSignIn(web, { code_challenge: '', code_challenge_method: '' })
  const downgraded = await postForm(server, '/oauth2/token', redemption(web, signedIn))
  const plain = await postForm(server, '/oauth2/token', without(redemption(web, signedIn), 'code_verifier'))

  expect(await errorOf(downgraded)).toBe('invalid_grant')
  expect(plain.status).toBe(200)
})

test('AS-25 redirect_uri may be absent if PKCE binds the exchange, and only then', async () => {
  const bound = await aSignIn(web)
  const unbound = await aSignIn(web, { code_challenge: '', code_challenge_method: '' })
  const first = await postForm(server, '/oauth2/token', without(redemption(web, bound), 'redirect_uri'))
  const second = await postForm(
    server,
    '/oauth2/token',
    without(redemption(web, unbound), 'redirect_uri', 'code_verifier'),
  )

  expect(first.status).toBe(200)
  expect(await errorOf(second)).toBe('invalid_request')
})

test('AS-32 a missing redirect_uri gets the same answer for an existing and an unknown code (P5-9)', async () => {
  const answers = await Promise.all(
    ['not-a-code', (await aSignIn(web)).callback.searchParams.get('code') ?? ''].map(async (code) => {
      const fields = { ...redemption(web, await aSignIn(web)), code }
      const response = await postForm(server, '/oauth2/token', without(fields, 'redirect_uri', 'code_verifier'))
      return [response.status, await response.json()]
    }),
  )

  expect(answers[0]).toEqual([400, { error: 'invalid_request', error_description: 'redirect_uri is missing.' }])
  expect(answers[1]).toEqual(answers[0])
})

test('AS-07 a code lives for sixty seconds', async () => {
  const signedIn = await aSignIn(spa)
  await server.advance(60)
  expect(await errorOf(await exchange(server, spa, signedIn))).toBe('invalid_grant')
})

test('AS-07 a code ends with the session it came from', async () => {
  const signedIn = await aSignIn(spa)
  await signedIn.browser.open('/logout')
  expect(await errorOf(await exchange(server, spa, signedIn))).toBe('invalid_grant')
})

test('AS-08 a code redeemed twice revokes its grant', async () => {
  const signedIn = await aSignIn(spa)
  const tokens = await tokensOf(server, spa, signedIn)
  const second = await exchange(server, spa, signedIn)
  const profile = await postForm(server, '/oauth2/v2/user_profile', { access_token: tokens.access_token })

  expect(await errorOf(second)).toBe('invalid_grant')
  expect(await errorOf(await refresh(server, spa, tokens.refresh_token))).toBe('invalid_grant')
  expect(profile.status).toBe(401)
})

test.each([
  ['another client', { client_id: otherSpa.clientId }],
  ['another verifier', { code_verifier: pkce().verifier }],
  ['another redirect_uri', { redirect_uri: 'https://evil.test/' }],
])('AS-08 a second redemption by %s revokes nothing', async (_name, change) => {
  const signedIn = await aSignIn(spa)
  const tokens = await tokensOf(server, spa, signedIn)
  await postForm(server, '/oauth2/token', { ...redemption(spa, signedIn), ...change })

  expect((await refresh(server, spa, tokens.refresh_token)).status).toBe(200)
})

test('AS-28 the scope of a code is the known part of what was requested, and the response reports it', async () => {
  const tokens = await tokensOf(server, spa, await aSignIn(spa, { scope: 'openid email admin read:applications' }))

  expect(tokens.scope).toBe('openid email')
  expect(claimsOf(tokens.access_token)['scp']).toEqual(['openid', 'email'])
})

test('AS-32 an unknown, a used, an expired and a foreign code get the same answer', async () => {
  const used = await aSignIn(spa)
  await exchange(server, spa, used)
  const foreign = await aSignIn(otherSpa)
  const old = await aSignIn(spa)
  const unknown = { ...old, callback: new URL('https://app.example.com/?code=unknown') }
  const early = await Promise.all([used, foreign, unknown].map((one) => exchange(server, spa, one)))
  await server.advance(61)
  const bodies = await Promise.all(
    [...early, await exchange(server, spa, old)].map(async (one) => [one.status, await one.text()]),
  )

  expect(new Set(bodies.map((one) => JSON.stringify(one))).size).toBe(1)
  expect(Object.keys(JSON.parse(String(bodies[0]?.[1])) as object)).toEqual(['error', 'error_description'])
})
