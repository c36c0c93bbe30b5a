import { expect, test } from 'vitest'
import { BrowserSession } from '../../../test/browser-session.ts'
import { anApi, api, authorize } from '../../../test/management.ts'
import { anApplication, authorizePath, mailedCode, pkce, signUp } from '../../../test/oauth.ts'
import { postStep } from '../../../test/security/builders.ts'
import { startServer } from '../../../test/server.ts'

const server = await startServer()
const client = await anApplication(server)
const calls = await api(server)
const notes = await anApi(calls, { audience: 'https://notes.example' })
await authorize(calls, notes, { clientId: client.clientId })

/** Opens a browser in which a person with an account has proven who they are. */
async function atConsent(
  email: string,
  asked: Readonly<Record<string, string>> = {},
  browser = new BrowserSession(server),
): Promise<BrowserSession> {
  const request = { prompt: 'consent', scope: 'openid email offline', audience: notes.audience, ...asked }
  await browser.open(authorizePath(client, pkce(), request))
  await browser.submit('identify', { email })
  await browser.submit('code', { code: await mailedCode(server, email) })
  return browser
}

test('AS-20 prompt=consent asks the person, with the name of the application and its request in words', async () => {
  await signUp(server, client, 'asked@example.com')
  const browser = await atConsent('asked@example.com')

  expect(browser.page?.html).toContain('Allow Shop to sign you in?')
  expect(browser.page?.html).toMatch(/See your email address.*Stay signed in.*https:\/\/notes\.example/s)
  expect(browser.page?.html).not.toContain('See your name')
})

/** Adds an API of this name with scopes of these descriptions, and authorises the client for it. */
async function aDescribedApi(name: string, scopes: Readonly<Record<string, string>>, selected: readonly string[] = []) {
  const audience = `https://${name.toLowerCase()}.example`
  const { body } = await calls.post('/apis', { name, audience })
  const ids: Record<string, string> = {}
  for (const [key, description] of Object.entries(scopes)) {
    ids[key] = (await calls.post(`/apis/${body.api.id}/scopes`, { key, description })).body.scope.id
  }
  await authorize(calls, { id: body.api.id, audience, scopes: ids }, { clientId: client.clientId, keys: selected })
  return audience
}

test('AS-20 the consent page names each API and describes the requested scopes', async () => {
  const orders = await aDescribedApi('Orders', {
    'orders:read': 'See what you ordered',
    'orders:write': 'Order for you',
    'orders:<b>': '',
  })
  await signUp(server, client, 'described@example.com')
  const all = await atConsent('described@example.com', { audience: orders })
  const one = await atConsent('described@example.com', { audience: orders, scope: 'openid orders:read' })

  expect(all.page?.html).toMatch(
    /Use Orders for you \(<bdi dir="ltr">https:\/\/orders\.example<\/bdi>\).*<code>orders:&lt;b&gt;<\/code>.*See what you ordered.*Order for you/s,
  )
  expect(all.page?.html).toContain('no more for you than your own account may')
  expect(one.page?.html).toContain('See what you ordered')
  expect(one.page?.html).not.toMatch(/Order for you|orders:&lt;b/)
})

test('AS-20 AS-28 the consent page leaves out scopes that were not selected for the application', async () => {
  const ledger = await aDescribedApi('Ledger', { read: 'Read the ledger', drop: 'Delete the ledger' }, ['read'])
  await signUp(server, client, 'selected@example.com')
  const browser = await atConsent('selected@example.com', { audience: ledger })

  expect(browser.page?.html).toContain('Read the ledger')
  expect(browser.page?.html).not.toContain('Delete the ledger')
})

test('AS-20 a person who consents is signed in, with a session', async () => {
  await signUp(server, client, 'allows@example.com')
  const browser = await atConsent('allows@example.com')
  const callback = new URL(await browser.submit('consent'))
  const silent = new URL(await browser.open(authorizePath(client, pkce(), { prompt: 'none' })))

  expect(callback.searchParams.get('scope')).toBe('openid email offline')
  expect([callback.searchParams.has('code'), silent.searchParams.has('code')]).toEqual([true, true])
})

test('AS-20 a person who denies consent gets no session', async () => {
  await signUp(server, client, 'denies@example.com')
  const browser = await atConsent('denies@example.com')
  const callback = new URL(await browser.submit('cancel'))
  const silent = new URL(await browser.open(authorizePath(client, pkce(), { prompt: 'none' })))

  expect(callback.searchParams.get('error')).toBe('access_denied')
  expect(silent.searchParams.get('error')).toBe('login_required')
})

test('AS-52 a session does not replace consent: the person is asked each time', async () => {
  const { browser } = await signUp(server, client, 'each-time@example.com')
  await atConsent('each-time@example.com', {}, browser)
  const callback = await browser.submit('consent')
  await atConsent('each-time@example.com', {}, browser)

  expect(callback).toContain('code=')
  expect(browser.form('consent').action).toContain('/auth/')
})

test('AS-53 prompt=none excludes consent', async () => {
  const { browser } = await signUp(server, client, 'none@example.com')
  const location = await browser.open(authorizePath(client, pkce(), { prompt: 'none consent' }))
  expect(new URL(location).searchParams.get('error')).toBe('invalid_request')
})

test('consent before any proof signs the person in nowhere', async () => {
  await signUp(server, client, 'early@example.com')
  const browser = new BrowserSession(server)
  await browser.open(authorizePath(client, pkce(), { prompt: 'consent' }))
  await browser.submit('identify', { email: 'early@example.com' })
  await postStep(browser, 'consent', {})
  expect(browser.page?.html).toContain('autocomplete="one-time-code"')
})

test('consent counts only for the person who gave it: another person is asked again', async () => {
  await signUp(server, client, 'first@example.com')
  await signUp(server, client, 'second@example.com')
  const browser = await atConsent('first@example.com')
  await browser.submit('change')
  await browser.submit('identify', { email: 'second@example.com' })
  await browser.submit('code', { code: await mailedCode(server, 'second@example.com') })
  expect(browser.form('consent').action).toContain('/auth/')
})

test('a new person signs up and is asked for consent at the end', async () => {
  const browser = new BrowserSession(server)
  await browser.open(authorizePath(client, pkce(), { prompt: 'create consent' }))
  await browser.submit('register', { email: 'newcomer@example.com', given_name: 'Ada' })
  await browser.submit('code', { code: await mailedCode(server, 'newcomer@example.com') })
  expect(await browser.submit('consent')).toContain('code=')
})
