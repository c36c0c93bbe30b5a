import { expect, test } from 'vitest'
import { anApplication, exchange, manage, refresh, signUp, type Tokens } from '../oauth.ts'
import { startServers } from '../processes.ts'

const { server, at } = await startServers(2)
const client = await anApplication(server)
const signedUp = await signUp(server, client, 'ada@example.com')
let tokens = (await (await exchange(server, client, signedUp)).json()) as Tokens

const KEYS = '/api/v1/environment/signing_keys'
const HOUR = 3_600
type Key = { id: string; kid: string; state: string }
const keysAt = async (index: number) => ((await manage(at(index), 'GET', KEYS)) as { signing_keys: Key[] }).signing_keys
const publishedAt = async (index: number) =>
  ((await (await at(index).request('/.well-known/jwks')).json()) as { keys: Key[] }).keys.map(({ kid }) => kid)
const profileAt = async (index: number) =>
  (
    await at(index).request('/oauth2/v2/user_profile', {
      headers: { authorization: `Bearer ${tokens.access_token}` },
    })
  ).status
const kidOf = (token: string) => (JSON.parse(Buffer.from(token.split('.')[0] ?? '', 'base64url').toString()) as Key).kid

test('ATO-27 one of simultaneous rotations in two processes succeeds', async () => {
  const attempts = Array.from({ length: 10 }, (_, index) =>
    manage(at(index), 'POST', KEYS).then(
      () => 201,
      (error: Error) => Number(/: (\d{3}) /.exec(error.message)?.[1]),
    ),
  )
  const statuses = await Promise.all(attempts)
  expect(statuses.toSorted((a, b) => a - b)).toEqual([201, ...Array<number>(9).fill(409)])
  expect(await keysAt(0)).toHaveLength(2)
})

test('REL-13 the other process publishes the new key within a second', async () => {
  const [next] = await keysAt(0)
  await expect.poll(() => publishedAt(0), { timeout: 1_000 }).toContain(next?.kid)
  await expect.poll(() => publishedAt(1), { timeout: 1_000 }).toContain(next?.kid)
})

test('AS-45 both processes sign with the new key from its time on, and accept what the old one signed', async () => {
  const [next, current] = await keysAt(0)
  await server.advance(HOUR)
  await expect.poll(async () => (await keysAt(1))[0]?.state).toBe('current')
  const refreshed = (await (await refresh(at(1), client, tokens.refresh_token)).json()) as Tokens
  expect([kidOf(refreshed.access_token), kidOf(refreshed.id_token)]).toEqual([current?.kid, next?.kid])
  tokens = refreshed
  expect([await profileAt(0), await profileAt(1)]).toEqual([200, 200])
})

test('both processes refuse tokens of a revoked key at once', async () => {
  const previous = (await keysAt(0)).find(({ kid }) => kid === kidOf(tokens.access_token))
  await manage(at(0), 'DELETE', `${KEYS}/${previous?.id ?? ''}`)
  expect(await profileAt(0)).toBe(401)
  await expect.poll(() => profileAt(1), { timeout: 1_000 }).toBe(401)
})

test('a refresh never returns a token signed by a revoked key', async () => {
  const [current] = await keysAt(1)
  tokens = (await (await refresh(at(1), client, tokens.refresh_token)).json()) as Tokens
  expect(kidOf(tokens.access_token)).toBe(current?.kid)
  expect([await profileAt(0), await profileAt(1)]).toEqual([200, 200])
})

test('ATO-27 one of simultaneous revocations of a key succeeds, and one key signs afterwards', async () => {
  const [current] = await keysAt(0)
  const attempts = Array.from({ length: 6 }, (_, index) =>
    manage(at(index), 'DELETE', `${KEYS}/${current?.id ?? ''}`).then(
      () => true,
      () => false,
    ),
  )
  expect((await Promise.all(attempts)).filter(Boolean)).toHaveLength(1)
  expect((await keysAt(0)).filter(({ state }) => state === 'current')).toHaveLength(1)
})
