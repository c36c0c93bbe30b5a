import { exportJWK, generateKeyPair } from 'jose'
import * as openid from 'openid-client'
import { expect, test } from 'vitest'
import { anApi, api, authorize } from '../management.ts'
import { anApplication } from '../oauth.ts'
import { startServer } from '../server.ts'
import { signUpAt } from './sign-up-at.ts'

const server = await startServer({ isListening: true })
const application = await anApplication(server)
const config = await openid.discovery(new URL(server.origin), application.clientId, undefined, openid.None(), {
  execute: [openid.allowInsecureRequests],
})

async function signUp(email: string) {
  const pkceCodeVerifier = openid.randomPKCECodeVerifier()
  const expectedState = openid.randomState()
  const expectedNonce = openid.randomNonce()
  const address = openid.buildAuthorizationUrl(config, {
    redirect_uri: application.redirectUri,
    scope: 'openid profile email offline',
    prompt: 'create',
    code_challenge: await openid.calculatePKCECodeChallenge(pkceCodeVerifier),
    code_challenge_method: 'S256',
    state: expectedState,
    nonce: expectedNonce,
  })
  const callback = await signUpAt(server, address, email)
  return openid.authorizationCodeGrant(config, callback, { pkceCodeVerifier, expectedState, expectedNonce })
}

test('discovery finds the issuer under the address it was given', () => {
  expect(config.serverMetadata().issuer).toBe(server.origin)
})

test('a code with PKCE is exchanged and the ID token accepted', async () => {
  const tokens = await signUp('code@example.com')
  expect(tokens.claims()).toMatchObject({ iss: server.origin, email: 'code@example.com', given_name: 'Ada' })
})

test('userinfo has the subject of the ID token', async () => {
  const tokens = await signUp('userinfo@example.com')
  const profile = await openid.fetchUserInfo(config, tokens.access_token, tokens.claims()?.sub ?? '')
  expect(profile).toMatchObject({ email: 'userinfo@example.com', email_verified: true, name: 'Ada Lovelace' })
})

test('a refresh rotates the refresh token and keeps the person', async () => {
  const first = await signUp('refresh@example.com')
  const second = await openid.refreshTokenGrant(config, first.refresh_token ?? '')
  expect(second.refresh_token).not.toBe(first.refresh_token)
  expect(second.claims()?.sub).toBe(first.claims()?.sub)
})

test('an application that keeps a secret authenticates by it', async () => {
  const { client_id, client_secret, audience } = server.firstRun.management
  const machine = await openid.discovery(new URL(server.origin), client_id, client_secret, undefined, {
    execute: [openid.allowInsecureRequests],
  })
  const tokens = await openid.clientCredentialsGrant(machine, { audience })
  expect(tokens.access_token.split('.')).toHaveLength(3)
})

test.each(['ES256', 'PS256', 'EdDSA'])(
  'an application authenticates by a key of its own, with %s',
  async (algorithm) => {
    const { publicKey, privateKey } = await generateKeyPair(algorithm)
    const calls = await api(server)
    const { client_id: clientId } = (await calls.post('/applications', { name: 'Machine', type: 'm2m' })).body
      .application
    const keys = [{ ...(await exportJWK(publicKey)), alg: algorithm, kid: 'mine' }]
    await calls.put(`/applications/${clientId}/jwks`, { keys })
    const anyApi = await anApi(calls, { audience: `https://${algorithm.toLowerCase()}.test` })
    await authorize(calls, anyApi, { clientId })
    const proof = openid.PrivateKeyJwt({ key: privateKey, kid: 'mine' })
    const machine = await openid.discovery(new URL(server.origin), clientId, undefined, proof, {
      execute: [openid.allowInsecureRequests],
    })
    const tokens = await openid.clientCredentialsGrant(machine, { audience: anyApi.audience })
    expect((await openid.tokenIntrospection(machine, tokens.access_token)).active).toBe(true)
  },
)
