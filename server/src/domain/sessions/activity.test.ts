import { expect, test } from 'vitest'
import {
  anApplication,
  authorizePath,
  claimsOf,
  exchange,
  manage,
  pkce,
  refresh,
  signUp,
  type SignedIn,
  type TestClient,
  type Tokens,
} from '../../../test/oauth.ts'
import { startServer } from '../../../test/server.ts'

const server = await startServer()
const IDLE = 1_800
const PROOF = pkce()
const tokensPath = ({ clientId }: TestClient) => `/api/v1/applications/${clientId}/tokens`

async function aClient(settings?: Record<string, unknown>): Promise<TestClient> {
  const client = await anApplication(server, settings ? { settings } : {})
  await manage(server, 'PATCH', tokensPath(client), { authenticated_session_lifetime: IDLE })
  return client
}

const client = await aClient()
const sessionCookieOf = (browser: SignedIn['browser']) =>
  [...browser.cookies].find(([name]) => /^gh_http_[0-9a-f]{8}$/.test(name)) ?? ['', '']

/** Requests a silent sign-in with this session; returns the answer's location and cookie. */
async function askSilently(browser: SignedIn['browser'], at = client): Promise<{ location: string; cookie: string }> {
  const [name, value] = sessionCookieOf(browser)
  const path = authorizePath(at, PROOF, { prompt: 'none' })
  const response = await server.request(path, { headers: { cookie: `${name}=${value}` } })
  const cookie = response.headers.getSetCookie().find((one) => one.startsWith(`${name}=`)) ?? ''
  return { location: response.headers.get('location') ?? '', cookie }
}

async function signIn(email: string) {
  const signedIn = await signUp(server, client, email)
  const tokens = (await (await exchange(server, client, signedIn)).json()) as Tokens
  return { browser: signedIn.browser, tokens }
}

test('a persistent session survives the browser, for as long as it may be idle (M7-1)', async () => {
  const { browser } = await signIn('persistent@example.com')
  expect((await askSilently(browser)).cookie).toContain(`Max-Age=${String(IDLE)}`)
})

test('the cookie of a session that is not persistent has no expiry (M7-2)', async () => {
  const passing = await aClient({ is_session_persistent: false })
  const { browser } = await signUp(server, passing, 'passing@example.com')
  const { cookie } = await askSilently(browser, passing)
  expect(cookie).toContain('HttpOnly')
  expect(cookie).not.toMatch(/max-age|expires/i)
})

test('activity at one application keeps the session for all, and inactivity ends it (M7-3)', async () => {
  const { browser } = await signIn('active@example.com')
  for (const seconds of [IDLE - 60, IDLE - 60]) {
    await server.advance(seconds)
    expect((await askSilently(browser)).location).toContain('code=')
  }
  await server.advance(IDLE + 1)
  expect((await askSilently(browser)).location).toContain('error=login_required')
})

test('a refresh is activity', async () => {
  const { browser, tokens } = await signIn('refreshing@example.com')
  await server.advance(IDLE - 60)
  expect((await refresh(server, client, tokens.refresh_token)).status).toBe(200)
  await server.advance(IDLE - 60)
  expect((await askSilently(browser)).location).toContain('code=')
})

test('a refresh after the timeout gives tokens, and does not bring the session back', async () => {
  const { browser, tokens } = await signIn('late@example.com')
  await server.advance(IDLE + 1)
  expect((await refresh(server, client, tokens.refresh_token)).status).toBe(200)
  expect((await askSilently(browser)).location).toContain('error=login_required')
})

test('a refresh keeps a session of one minute alive like one of two (M7-3)', async () => {
  const short = await anApplication(server)
  await manage(server, 'PATCH', tokensPath(short), { authenticated_session_lifetime: 60 })
  const { browser, callback, proof } = await signUp(server, short, 'minute@example.com')
  let tokens = (await (await exchange(server, short, { callback, proof })).json()) as Tokens
  for (const seconds of [10, 55, 55, 55]) {
    await server.advance(seconds)
    tokens = (await (await refresh(server, short, tokens.refresh_token)).json()) as Tokens
  }
  await server.advance(55)

  expect((await askSilently(browser, short)).location).toContain('code=')
  await server.advance(61)
  expect((await askSilently(browser, short)).location).toContain('error=login_required')
})

test('refreshes are recorded once a minute, not each', async () => {
  const { tokens } = await signIn('often@example.com')
  const lastActive = async () => (await server.query(`select max(last_active_at)::text as at from sessions`))[0]?.['at']
  const before = await lastActive()
  await server.advance(50)
  const again = (await (await refresh(server, client, tokens.refresh_token)).json()) as Tokens
  expect(await lastActive()).toBe(before)
  await server.advance(20)
  await refresh(server, client, again.refresh_token)
  expect(await lastActive()).not.toBe(before)
})

test('an organization’s session settings go before the application’s for a person who entered it (M7-5, O4-13, O4-14)', async () => {
  const { browser, tokens } = await signIn('member@example.com')
  const strict = await aStrictOrganization({ sso_session_persistence_mode: 'non_persistent' })
  await moveTo(strict, claimsOf(tokens.access_token))
  const { location, cookie } = await askSilently(browser)
  const proof = { callback: new URL(location), proof: PROOF }
  const entered = claimsOf(((await (await exchange(server, client, proof)).json()) as Tokens).access_token)
  expect(cookie).not.toMatch(/max-age/i)
  expect(entered).toMatchObject({ org_code: strict, ksp: { persistent: false } })
  await server.advance(301)
  expect((await askSilently(browser)).location).toContain('error=login_required')
})

/** Signs a person in to the default organization, and adds them to a strict one as well. */
async function aMemberOfBoth(email: string) {
  const { browser, tokens } = await signIn(email)
  const { sub, org_code: lenient } = claimsOf(tokens.access_token)
  const strict = await aStrictOrganization({})
  await manage(server, 'POST', `/api/v1/organizations/${strict}/users`, { users: [{ id: sub }] })
  const enter = (code: unknown) =>
    browser.open(authorizePath(client, PROOF, { prompt: 'none', org_code: String(code) }))
  return { browser, strict, lenient, enter }
}

test('the stricter inactivity of an organization holds for a session that began elsewhere (O4-14)', async () => {
  const { strict, lenient, enter } = await aMemberOfBoth('elsewhere@example.com')
  await server.advance(301)

  expect(await enter(strict)).toContain('error=login_required')
  expect(await enter(lenient)).toContain('code=')
  expect(await enter(strict)).toContain('code=')
})

test('choosing such an organization from the list needs a new sign-in (O4-14)', async () => {
  const { browser, strict, lenient } = await aMemberOfBoth('chooses@example.com')
  await server.advance(301)
  await browser.open(authorizePath(client, PROOF))
  await browser.submit('organization', { org_code: strict })
  const { html = '' } = browser.page ?? {}
  await browser.open(authorizePath(client, PROOF))

  expect(html).toContain('name="email"')
  expect(await browser.submit('organization', { org_code: String(lenient) })).toContain('code=')
})

async function aStrictOrganization(settings: Record<string, unknown>): Promise<string> {
  const made = await manage(server, 'POST', '/api/v1/organization', { name: 'Strict' })
  const { code } = (made as { organization: { code: string } }).organization
  await manage(server, 'PATCH', `/api/v1/organization/${code}`, { is_enable_advanced_orgs: true })
  const sessions = { ...settings, authenticated_session_lifetime: 300 }
  await manage(server, 'PATCH', `/api/v1/organizations/${code}/sessions`, sessions)
  return code
}

/** Makes it the only organization of the user, so that every sign-in enters it. */
async function moveTo(code: string, { sub, org_code: before }: Record<string, unknown>): Promise<void> {
  await manage(server, 'POST', `/api/v1/organizations/${code}/users`, { users: [{ id: sub }] })
  await manage(server, 'DELETE', `/api/v1/organizations/${String(before)}/users/${String(sub)}`)
}

test('access tokens contain whether SDKs keep their own session after the browser closes (ksp)', async () => {
  const passing = await aClient({ is_session_persistent: false })
  const tokens = (await (
    await exchange(server, passing, await signUp(server, passing, 'ksp@example.com'))
  ).json()) as Tokens
  expect(claimsOf(tokens.access_token)['ksp']).toEqual({ persistent: false })
  expect(claimsOf((await signIn('kept@example.com')).tokens.access_token)['ksp']).toEqual({ persistent: true })
})

test('one sign-out ends sign-ins from before the session was idle', async () => {
  const first = await signIn('again@example.com')
  await server.advance(IDLE + 1)
  const { browser } = await signUp(server, client, 'again@example.com', {}, first.browser)
  await browser.open('/logout')
  const headers = { authorization: `Bearer ${first.tokens.access_token}` }
  expect((await server.request('/oauth2/v2/user_profile', { headers })).status).toBe(401)
})

test('signing in again leaves auth_time and amr of earlier tokens as they were', async () => {
  const first = await signIn('consistent@example.com')
  const { auth_time: authTime, amr } = claimsOf(first.tokens.id_token)
  await server.advance(120)
  await signUp(server, client, 'consistent@example.com', {}, first.browser)
  const refreshed = (await (await refresh(server, client, first.tokens.refresh_token)).json()) as Tokens
  expect(claimsOf(refreshed.id_token)).toMatchObject({ auth_time: authTime, amr })
})

test('prompt=none from app., docs. and www. of one domain is a silent sign-in (P8-2)', async () => {
  const { browser } = await signIn('subdomains@example.com')
  const hosts = ['app', 'docs', 'www'].map((name) => `https://${name}.shop.example/callback`)
  const clients = await Promise.all(hosts.map((redirectUri) => anApplication(server, { redirectUri })))
  const answers = []
  for (const one of clients) answers.push((await askSilently(browser, one)).location)
  expect(answers.map((location, index) => location.startsWith(`${hosts[index] ?? ''}?code=`))).toEqual([
    true,
    true,
    true,
  ])
})

test('a silent sign-in after the session ended is answered by login_required (P8-4)', async () => {
  const { browser } = await signIn('ended@example.com')
  await browser.open('/logout')
  expect(await browser.open(authorizePath(client, pkce(), { prompt: 'none' }))).toContain('error=login_required')
})
