import { expect, test } from 'vitest'
import { createApp } from '../../src/app.ts'
import { anApplication, authorizePath, manage, pkce, signUp } from '../oauth.ts'
import { managementToken } from '../management.ts'
import { startServer } from '../server.ts'
import { identify } from './builders.ts'

const server = await startServer()
const client = await anApplication(server)
const device = (await manage(server, 'POST', '/api/v1/applications', { name: 'Screen', type: 'device' })) as {
  application: { client_id: string }
}
const BYE = 'https://app.example.com/bye'
await manage(server, 'POST', `/api/v1/applications/${client.clientId}/auth_logout_urls`, { urls: [BYE] })

const { browser } = await signUp(server, client, 'safe@example.com')
const flow = await identify(server, client, 'flow@example.com')
for (const [name, value] of flow.browser.cookies) if (name.endsWith('_flow')) browser.cookies.set(name, value)
const cookie = [...browser.cookies].map(([name, value]) => `${name}=${value}`).join('; ')
const flowPath = new URL(flow.browser.page?.url ?? server.origin).pathname
const { user_code: userCode } = await aUserCode()
const authorization = `Bearer ${await managementToken(server)}`

async function aUserCode(): Promise<{ user_code: string }> {
  const body = new URLSearchParams({ client_id: device.application.client_id })
  const answer = await server.request('/oauth2/device/auth', { method: 'POST', body })
  return (await answer.json()) as { user_code: string }
}

const ofAccount = (path: string) => `/account${path}?lang=de`

/** An address of every route that answers GET, with parameters that make it act. */
const addresses = [
  '/',
  '/logout',
  `/logout?redirect=${encodeURIComponent(BYE)}`,
  authorizePath(client, pkce()),
  authorizePath(client, pkce(), { prompt: 'none' }),
  authorizePath(client, pkce(), { prompt: 'login', ui_locales: 'de' }),
  '/auth/start',
  flowPath,
  `${flowPath}/code`,
  '/device',
  `/device?user_code=${userCode}`,
  '/device/code',
  '/device/take-over',
  `/device/${'0'.repeat(32)}`,
  `/device/${'0'.repeat(32)}/approve`,
  server.firstRun.setup_url,
  new URL('/', server.firstRun.setup_url).href,
  '/dev/inbox?lang=de',
  '/dev/inbox/messages',
  '/dev/inbox/messages/0/html',
  '/api/v1/exports/users',
  '/api/v1/exports/organizations',
  '/api/v1/users',
  '/.well-known/openid-configuration',
  '/.well-known/oauth-authorization-server',
  '/.well-known/jwks',
  '/.well-known/jwks.json',
  '/oauth2/v2/user_profile',
  '/oauth2/user_profile',
  '/oauth2/userinfo',
  '/logo',
  '/logo_dark',
  '/favicon_svg',
  '/favicon_fallback',
  '/no-such-page?lang=de',
  '/bot-stop.js',
  '/auth/none/passkey-challenge',
  ...['', '/name', '/email', '/phone', '/username', '/password', '/recovery-codes', '/factors/new'].map(ofAccount),
  ...['/addresses/none', '/undo/none', '/identities/none/main', '/identities/none/remove'].map(ofAccount),
  ...['/factors/none/remove', '/trusted-devices/none/end', '/applications/none/end'].map(ofAccount),
  ...['/sessions/none/end', '/sessions/others/end'].map(ofAccount),
  new URL('/console', server.firstRun.setup_url).href,
  new URL('/console/users', server.firstRun.setup_url).href,
  new URL('/console/sign-in?lang=de', server.firstRun.setup_url).href,
  new URL('/console/invitation/none?lang=de', server.firstRun.setup_url).href,
  new URL('/console/session', server.firstRun.setup_url).href,
  new URL('/console/assets/none.js', server.firstRun.setup_url).href,
  new URL(`/console/environments/${'0'.repeat(32)}/api/v1/exports/users`, server.firstRun.setup_url).href,
]

/** Returns the whole content of the database. */
const contents = async () =>
  (await server.query(`select md5(schema_to_xml('public', true, false, '')::text) as digest`))[0]?.['digest']

async function askAll(init: RequestInit): Promise<string[]> {
  const cookies: string[] = []
  for (const address of addresses) {
    const headers = { cookie, authorization, ...init.headers }
    const answer = await server.request(address, { ...init, headers })
    cookies.push(...answer.headers.getSetCookie())
  }
  return cookies
}

test.each([
  ['HEAD', { method: 'HEAD' }],
  ['OPTIONS', { method: 'OPTIONS' }],
  ['a prefetch', { headers: { 'sec-purpose': 'prefetch' } }],
  ['a prerendered page', { headers: { 'sec-purpose': 'prefetch;prerender' } }],
  ['a prefetch of an older browser', { headers: { purpose: 'prefetch' } }],
  ['a prefetch of Firefox', { headers: { 'x-moz': 'prefetch' } }],
])('%s changes nothing and sets no cookie, at any route', async (_name, init) => {
  const before = await contents()
  expect(await askAll(init)).toEqual([])
  expect(await contents()).toBe(before)
})

test('the answer to a prefetch is not reused', async () => {
  const answer = await server.request('/logout', { headers: { cookie, 'sec-purpose': 'prefetch' } })
  expect([answer.status, answer.headers.get('cache-control')]).toEqual([503, 'no-store'])
  expect(await server.request('/logout', { headers: { cookie } })).toMatchObject({ status: 200 })
})

/** Operations, also those below the console, and health checks. */
const NO_PAGE = /^\/(?:api|account_api|health|console\/environments)\//

test('the addresses above cover every page that answers GET', () => {
  const { routes } = createApp({ services: server.opened.services, config: server.config, isStopping: () => false })
  const pages = routes.filter(({ method, path }) => method === 'GET' && !NO_PAGE.test(path))
  const paths = addresses.map((address) => new URL(address, server.origin).pathname)
  const isAsked = (path: string) => paths.some((asked) => new RegExp(`^${path.replace(/:\w+/g, '[^/]+')}$`).test(asked))
  // The stream of the inbox has no end.
  expect(pages.map(({ path }) => path).filter((path) => !isAsked(path))).toEqual(['/dev/inbox/events'])
})
