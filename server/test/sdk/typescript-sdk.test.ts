import { createKindeServerClient, GrantType, type SessionManager } from '@kinde-oss/kinde-typescript-sdk'
import { expect, test } from 'vitest'
import { anApplication, manage } from '../oauth.ts'
import { startServer } from '../server.ts'
import { signUpAt } from './sign-up-at.ts'

const server = await startServer({ isListening: true })
const SIGNED_OUT = 'https://app.example.com/'

/** The storage that the SDK requires of an application: a place for the values of a visitor. */
function aSession(): SessionManager {
  const items = new Map<string, unknown>()
  return {
    getSessionItem: async (key) => items.get(key) ?? null,
    setSessionItem: async (key, value) => void items.set(key, value),
    removeSessionItem: async (key) => void items.delete(key),
    destroySession: async () => items.clear(),
  }
}

async function aWebsite() {
  const { clientId, clientSecret = '', redirectUri } = await anApplication(server, { type: 'reg' })
  await manage(server, 'POST', `/api/v1/applications/${clientId}/auth_logout_urls`, { urls: [SIGNED_OUT] })
  return createKindeServerClient(GrantType.AUTHORIZATION_CODE, {
    authDomain: server.origin,
    clientId,
    clientSecret,
    redirectURL: redirectUri,
    logoutRedirectURL: SIGNED_OUT,
  })
}

async function aPublicClient() {
  const { clientId, redirectUri } = await anApplication(server, { type: 'spa' })
  return createKindeServerClient(GrantType.PKCE, {
    authDomain: server.origin,
    clientId,
    redirectURL: redirectUri,
    logoutRedirectURL: '',
  })
}

type Client = Awaited<ReturnType<typeof aWebsite>>

async function signUp(client: Client, email: string) {
  const session = aSession()
  const callback = await signUpAt(server, await client.register(session), email)
  await client.handleRedirectToApp(session, callback)
  return session
}

test.each([
  ['with a secret and no PKCE', aWebsite],
  ['with PKCE and no secret', aPublicClient],
])('the code client %s signs a person up and knows them', async (kind, aClient) => {
  const client = await aClient()
  const email = `${kind.replaceAll(' ', '-')}@example.com`
  const session = await signUp(client, email)
  expect(await client.isAuthenticated(session)).toBe(true)
  expect(await client.getUser(session)).toMatchObject({ email, given_name: 'Ada', family_name: 'Lovelace' })
})

test('the profile is that of the ID token', async () => {
  const client = await aWebsite()
  const session = await signUp(client, 'profile@example.com')
  const user = await client.getUser(session)
  expect(await client.getUserProfile(session)).toMatchObject({ id: user.id, email: 'profile@example.com' })
})

test('the organization of the person is in the access and the ID token', async () => {
  const client = await aWebsite()
  const session = await signUp(client, 'organization@example.com')
  const { orgCode } = await client.getOrganization(session)
  expect(orgCode).toMatch(/^org_/)
  expect(await client.getUserOrganizations(session)).toEqual({ orgCodes: [orgCode] })
})

test('a refresh keeps the ID token in the session', async () => {
  const client = await aPublicClient()
  const session = await signUp(client, 'refresh@example.com')
  const before = await session.getSessionItem('refresh_token')
  await client.refreshTokens(session)
  expect(await session.getSessionItem('refresh_token')).not.toBe(before)
  expect(await client.getUser(session)).toMatchObject({ email: 'refresh@example.com' })
})

test('the address for signing out leads back to the application', async () => {
  const client = await aWebsite()
  const session = await signUp(client, 'logout@example.com')
  const answer = await fetch(await client.logout(session), { redirect: 'manual' })
  expect(answer.headers.get('location')).toBe(SIGNED_OUT)
})

test('the client-credentials client gets a token of the Management API', async () => {
  const { client_id, client_secret, audience } = server.firstRun.management
  const client = createKindeServerClient(GrantType.CLIENT_CREDENTIALS, {
    authDomain: server.origin,
    clientId: client_id,
    clientSecret: client_secret,
    logoutRedirectURL: '',
    audience,
  })
  const authorization = `Bearer ${await client.getToken(aSession())}`
  const listed = await fetch(`${audience}/v1/applications`, { headers: { authorization } })
  expect(listed.status).toBe(200)
})
