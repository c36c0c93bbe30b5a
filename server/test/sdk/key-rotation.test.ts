import { createRemoteJWKSet, jwtVerify } from 'jose'
import { validateToken } from '@kinde/jwt-validator'
import { expect, test } from 'vitest'
import { anApplication, exchange, manage, refresh, signUp, type TestClient, type Tokens } from '../oauth.ts'
import { startServer, type TestServer } from '../server.ts'

// A verifier keeps the key set for the life of its process, so each test has a server of its own.
const KEYS = '/api/v1/environment/signing_keys'
const HOUR = 3_600

async function signIn(server: TestServer, client: TestClient, email: string): Promise<Tokens> {
  return (await (await exchange(server, client, await signUp(server, client, email))).json()) as Tokens
}

const isValid = async (server: TestServer, token: string) =>
  (await validateToken({ token, domain: server.origin })).valid

test('the official verifier accepts every token over ten rotations, the old ones and the new (REL-16)', async () => {
  const server = await startServer({ isListening: true })
  const client = await anApplication(server)
  let tokens = await signIn(server, client, 'ada@example.com')
  const verdicts = [await isValid(server, tokens.access_token)]
  for (let turn = 0; turn < 10; turn += 1) {
    await manage(server, 'POST', KEYS)
    verdicts.push(await isValid(server, tokens.access_token))
    await server.advance(HOUR)
    verdicts.push(await isValid(server, tokens.access_token))
    tokens = (await (await refresh(server, client, tokens.refresh_token)).json()) as Tokens
    verdicts.push(await isValid(server, tokens.access_token), await isValid(server, tokens.id_token))
  }
  expect(new Set(verdicts)).toEqual(new Set([true]))
})

test('a verifier that never reads the key set again within its max-age accepts what the next key signs (AS-45)', async () => {
  const server = await startServer({ isListening: true })
  const client = await anApplication(server)
  await manage(server, 'POST', KEYS)
  await server.advance(HOUR - 300)
  // The key set of a verifier that read it at the last moment before it expires in its cache.
  const { keys } = (await (await server.request('/.well-known/jwks.json')).json()) as { keys: { kid: string }[] }
  await server.advance(300)
  const { access_token: token } = await signIn(server, client, 'ada@example.com')
  const header = JSON.parse(Buffer.from(token.split('.')[0] ?? '', 'base64url').toString()) as { kid: string }

  expect(keys.map(({ kid }) => kid).indexOf(header.kid)).toBe(1)
})

test('after a revocation a verifier that reads the key set for an unknown kid accepts new tokens and no old ones', async () => {
  const server = await startServer({ isListening: true })
  const client = await anApplication(server)
  const before = await signIn(server, client, 'ada@example.com')
  const keySet = createRemoteJWKSet(new URL('/.well-known/jwks.json', server.origin), { cooldownDuration: 0 })
  await jwtVerify(before.access_token, keySet)
  const { signing_keys: keys } = (await manage(server, 'GET', KEYS)) as { signing_keys: { id: string }[] }
  await manage(server, 'DELETE', `${KEYS}/${keys[0]?.id ?? ''}`)
  const after = await signIn(server, client, 'bob@example.com')

  await expect(jwtVerify(after.access_token, keySet)).resolves.toBeDefined()
  await expect(jwtVerify(before.access_token, keySet)).rejects.toThrow('no applicable key')
})
