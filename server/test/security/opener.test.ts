import { expect, test } from 'vitest'
import { BrowserSession } from '../browser-session.ts'
import { anApplication, authorizePath, pkce, signUp } from '../oauth.ts'
import { startServer } from '../server.ts'
import { identify } from './builders.ts'

const server = await startServer()
const client = await anApplication(server)
const CONTROL = 'http://admin.localhost:3000'

const policyOf = (headers: Headers | undefined) => headers?.get('cross-origin-opener-policy')

test('the pages of a sign-in leave a popup its opener', async () => {
  const first = new BrowserSession(server)
  await first.open(authorizePath(client, pkce()))
  const second = await identify(server, client, 'opener@example.com')
  expect([policyOf(first.page?.headers), policyOf(second.browser.page?.headers)]).toEqual([
    'unsafe-none',
    'unsafe-none',
  ])
})

test.each([
  ['an address that is not registered', () => authorizePath(client, pkce(), { redirect_uri: 'https://evil.test/' })],
  ['a flow that is unknown', () => `/auth/${'0'.repeat(32)}`],
  ['a page that is unknown', () => '/no-such-page'],
])('the error page for %s leaves a popup its opener', async (_name, path) => {
  expect(policyOf((await server.request(path())).headers)).toBe('unsafe-none')
})

test('an answer by form leaves a popup its opener', async () => {
  const { browser } = await signUp(server, client, 'form-post@example.com')
  await browser.open(authorizePath(client, pkce(), { response_mode: 'form_post' }))
  expect(policyOf(browser.page?.headers)).toBe('unsafe-none')
})

test('the pages of a sign-out leave a popup its opener', async () => {
  const { browser } = await signUp(server, client, 'leaves@example.com')
  await browser.open('/logout?all_sessions=true')
  const asked = policyOf(browser.page?.headers)
  await browser.submit('confirm')
  expect([asked, policyOf(browser.page?.headers)]).toEqual(['unsafe-none', 'unsafe-none'])
})

test.each([
  ['the inbox', '/dev/inbox'],
  ['the inbox that asks for its token', 'http://my-business.localhost:3000/dev/inbox'],
  ['the reference', '/api/reference'],
  ['set-up', server.firstRun.setup_url],
  ['the control host', `${CONTROL}/`],
  ['an error page of the control host', `${CONTROL}/no-such-page`],
])('%s gives no window a handle on it', async (_name, path) => {
  const { headers } = await server.request(path)
  expect(policyOf(headers)).toBe('same-origin')
})

test.each(['/dev/inbox', '/no-such-page', '/logout'])('%s cannot be framed', async (path) => {
  const { headers } = await server.request(path)
  expect(headers.get('content-security-policy')).toContain("frame-ancestors 'none'")
})
