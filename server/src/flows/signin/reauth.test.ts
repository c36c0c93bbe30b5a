import { expect, test } from 'vitest'
import { anApplication, authorizePath, mailedCode, pkce } from '../../../test/oauth.ts'
import { BrowserSession } from '../../../test/browser-session.ts'
import { startServer } from '../../../test/server.ts'

const server = await startServer()
const client = await anApplication(server)
const asked = {
  supports_reauth: 'true',
  org_code: 'org_00000000000',
  login_hint: 'łucja@example.com',
  prompt: 'create',
}
const DAY_SECONDS = 86_400

async function aBrowser(more: Record<string, string> = asked): Promise<BrowserSession> {
  const browser = new BrowserSession(server)
  await browser.open(authorizePath(client, pkce(), more))
  return browser
}

/** Decodes the state as browser SDKs do. */
const decoded = (location: string) => JSON.parse(atob(new URL(location).searchParams.get('reauth_state') ?? ''))

test('an application that supports it gets the request back when its first page is too old', async () => {
  const browser = await aBrowser()
  await server.advance(DAY_SECONDS + 1)
  const location = await browser.submit('register', { email: 'late@example.com' })

  expect(Object.fromEntries(new URL(location).searchParams)).toMatchObject({
    error: 'login_link_expired',
    state: 'state-1',
    iss: server.origin,
  })
  expect(decoded(location)).toEqual({ org_code: 'org_00000000000', login_hint: 'łucja@example.com', prompt: 'create' })
})

test('an application that supports it gets the request back for a later page too, and long after the flow was finished', async () => {
  const late = await aBrowser()
  await late.submit('register', { email: 'later@example.com' })
  const done = await aBrowser()
  const email = 'done@example.com'
  await done.submit('register', { email, given_name: 'Ada', family_name: 'Lovelace' })
  const page = done.page?.url ?? ''
  await done.submit('code', { code: await mailedCode(server, email) })
  await server.advance(DAY_SECONDS)

  expect(await late.open(late.page?.url ?? '')).toContain('error=login_link_expired')
  expect(await done.open(page)).toContain('error=login_link_expired')
})

test('another browser learns nothing about the request', async () => {
  const browser = await aBrowser()
  await browser.submit('register', { email: 'mine@example.com' })
  await server.advance(DAY_SECONDS)
  const other = new BrowserSession(server)
  await other.open(browser.page?.url ?? '')

  expect([other.page?.status, other.page?.html.includes('reauth_state')]).toEqual([403, false])
})

test('an application that does not support it has its page, with the documented number', async () => {
  const browser = await aBrowser({})
  await server.advance(DAY_SECONDS + 1)
  await browser.submit('identify', { email: 'page@example.com' })

  expect(browser.page?.status).toBe(410)
  expect(browser.page?.html).toContain('flow_expired (4321)')
})

test('a request with a reauth_state continues the earlier request', async () => {
  const state = Buffer.from(JSON.stringify({ login_hint: 'again@example.com', prompt: 'create' })).toString('base64')
  const browser = await aBrowser({ reauth_state: state })

  expect(browser.form('register').action).toContain('/auth/')
  expect(browser.page?.html).toContain('value="again@example.com"')
})

test('the parameters of a request override its reauth_state', async () => {
  const state = Buffer.from(JSON.stringify({ login_hint: 'old@example.com', prompt: 'create' })).toString('base64')
  const browser = await aBrowser({ reauth_state: state, login_hint: 'new@example.com', prompt: 'login' })
  expect(browser.page?.html).toContain('value="new@example.com"')
  expect(browser.form('identify').action).toContain('/auth/')
})

test.each([
  'x',
  'e30=',
  'W10=',
  'bnVsbA==',
  '////',
  Buffer.from('{"redirect_uri":"https://evil.test"}').toString('base64'),
])('the reauth_state %s changes nothing', async (state) => {
  const browser = await aBrowser({ reauth_state: state })
  expect(browser.form('identify').action).toContain('/auth/')
})

test.each([
  ['an unknown client', { client_id: 'x' }, 'invalid_client (1656)'],
  ['a redirect URI of nobody', { redirect_uri: 'https://evil.test/' }, 'invalid_redirect_uri (1656)'],
])('the page of %s has the documented number', async (_what, more, code) => {
  const response = await server.request(authorizePath(client, pkce(), more))
  expect(await response.text()).toContain(code)
})
