import { expect, test } from 'vitest'
import { anApplication, authorizePath, exchange, manage, pkce, signUp, type Tokens } from '../oauth.ts'
import { startServer } from '../server.ts'

const server = await startServer()
const client = await anApplication(server)
const KEYS = '/api/v1/environment/signing_keys'
const keys = async () =>
  ((await manage(server, 'GET', KEYS)) as { signing_keys: { id: string; kid: string; state: string }[] }).signing_keys

const signedIn = await signUp(server, client, 'ada@example.com')
const tokens = (await (await exchange(server, client, signedIn)).json()) as Tokens
// Until nothing works any more that the first key signed; the person signs in again meanwhile.
await manage(server, 'POST', KEYS)
await server.advance(3 * 86_400)
const { browser } = await signUp(server, client, 'ada@example.com')
const [, first] = await keys()

const silently = (hint: string) => authorizePath(client, pkce(), { prompt: 'none', id_token_hint: hint })

test('an ID token of a key that left the key set is still a hint for a silent sign-in (AS-54)', async () => {
  expect(first?.state).toBe('retired')
  expect(await browser.open(silently(tokens.id_token))).toContain('code=')
})

test('such a hint signs out without a question (AS-62)', async () => {
  const { browser: other } = await signUp(server, client, 'ada@example.com')
  await other.open(`/logout?id_token_hint=${tokens.id_token}`)
  expect(other.page?.html).not.toContain('/logout/confirm')
})

test('an access token of such a key is refused', async () => {
  const headers = { authorization: `Bearer ${tokens.access_token}` }
  expect((await server.request('/oauth2/v2/user_profile', { headers })).status).toBe(401)
})

test('after the key is revoked it is no hint', async () => {
  await manage(server, 'DELETE', `${KEYS}/${first?.id ?? ''}`)
  expect(await browser.open(silently(tokens.id_token))).toContain('error=login_required')
})
