import { expect, test } from 'vitest'
import {
  anApplication,
  authorizePath,
  exchange,
  pkce,
  postForm,
  signUp,
  type TestClient,
} from '../../../../test/oauth.ts'
import { startServer } from '../../../../test/server.ts'

const server = await startServer()
let people = 0

/** Returns where a new person is sent after signing up at `client`, and the status of the exchange that follows. */
async function landing(client: TestClient): Promise<{ address: string; status: number }> {
  people += 1
  const signedUp = await signUp(server, client, `person-${String(people)}@example.com`)
  const { status } = await exchange(server, client, signedUp)
  return { address: signedUp.callback.href, status }
}

const isSent = async (client: TestClient, redirectUri: string) => {
  const response = await server.request(authorizePath(client, pkce(), { redirect_uri: redirectUri, prompt: 'none' }))
  return response.headers.has('location')
}

test('A2-1 A2-2 only a registered address is used, case and scheme included', async () => {
  const client = await anApplication(server, { redirectUri: 'https://shop.test/Callback' })
  expect(await landing(client)).toMatchObject({ status: 200 })
  expect(await isSent(client, 'https://shop.test/callback')).toBe(false)
  expect(await isSent(client, 'http://shop.test/Callback')).toBe(false)
})

test('A2-4 a registered query is part of the address, and the answer follows it', async () => {
  const redirectUri = 'https://blog.test/wp-admin/admin-ajax.php?action=openid-connect-authorize'
  const client = await anApplication(server, { redirectUri })
  const { address, status } = await landing(client)
  expect([address.startsWith(`${redirectUri}&code=`), status]).toEqual([true, 200])
  expect(await isSent(client, 'https://blog.test/wp-admin/admin-ajax.php')).toBe(false)
  expect(await isSent(client, `${redirectUri}&x=y`)).toBe(false)
})

test('A2-5 A2-6 an address with one slash more is another address', async () => {
  const client = await anApplication(server, { redirectUri: 'https://slash.test/' })
  expect([await isSent(client, 'https://slash.test/'), await isSent(client, 'https://slash.test')]).toEqual([
    true,
    false,
  ])
})

test.each(['myapp://host/kinde_callback', 'com.example.app:/oauth2redirect'])(
  'A2-13 a native application gets the answer at %s',
  async (redirectUri) => {
    const { address, status } = await landing(await anApplication(server, { redirectUri }))
    expect([address.startsWith(`${redirectUri}?code=`), status]).toEqual([true, 200])
  },
)

test('RFC 8252 section 7.3: a native application gets the answer at the port that was free, and redeems for that port', async () => {
  const registered = await anApplication(server, { redirectUri: 'http://127.0.0.1/callback' })
  const client = { ...registered, redirectUri: 'http://127.0.0.1:51004/callback' }
  const { address, status } = await landing(client)
  const other = await exchange(server, registered, await signUp(server, client, 'port@example.com'))
  expect([address.startsWith('http://127.0.0.1:51004/callback?code='), status]).toEqual([true, 200])
  expect(other.status).toBe(400)
})

test('a preview below a wildcard signs in, calls from its own origin and keeps its cookie there', async () => {
  const registered = await anApplication(server, { redirectUri: 'https://pr-*.shop.test/callback' })
  const client = { ...registered, redirectUri: 'https://pr-7.shop.test/callback' }
  const { callback, proof } = await signUp(server, client, 'preview@example.com')
  const fields = {
    grant_type: 'authorization_code',
    client_id: client.clientId,
    code: callback.searchParams.get('code') ?? '',
    redirect_uri: client.redirectUri,
    code_verifier: proof.verifier,
  }
  const answer = await postForm(server, '/oauth2/token', fields, { origin: 'https://pr-7.shop.test' })
  expect(answer.headers.get('access-control-allow-origin')).toBe('https://pr-7.shop.test')
  expect(answer.headers.getSetCookie()).toHaveLength(2)
})
