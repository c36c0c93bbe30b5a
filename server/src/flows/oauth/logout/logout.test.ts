import { expect, test } from 'vitest'
import {
  anApplication,
  authorizePath,
  exchange,
  manage,
  pkce,
  refresh,
  signUp,
  type Tokens,
} from '../../../../test/oauth.ts'
import { startServer } from '../../../../test/server.ts'

const server = await startServer()
const client = await anApplication(server)
await manage(server, 'POST', `/api/v1/applications/${client.clientId}/auth_logout_urls`, {
  urls: ['https://app.example.com/bye'],
})

test('signing out ends the session and returns to a registered address (P5-6)', async () => {
  const { browser } = await signUp(server, client, 'out@example.com')
  const location = await browser.open(`/logout?redirect=${encodeURIComponent('https://app.example.com/bye')}`)
  const next = await browser.open(authorizePath(client, pkce(), { prompt: 'none' }))
  expect(location).toBe('https://app.example.com/bye')
  expect(next).toContain('error=login_required')
})

test('signing out revokes the tokens of the session (AS-30)', async () => {
  const signedUp = await signUp(server, client, 'revoked@example.com')
  const tokens = (await (await exchange(server, client, signedUp)).json()) as Tokens
  await signedUp.browser.open('/logout')
  const profile = await server.request('/oauth2/v2/user_profile', {
    headers: { authorization: `Bearer ${tokens.access_token}` },
  })
  expect(profile.status).toBe(401)
  expect((await refresh(server, client, tokens.refresh_token)).status).toBe(400)
})

const EVERYWHERE = `/logout?redirect=${encodeURIComponent('https://app.example.com/bye')}&all_sessions=true`

/** Signs a person in in two browsers, and returns a check whether the second is signed out. */
async function inTwoBrowsers(email: string) {
  const first = await signUp(server, client, email)
  const second = await signUp(server, client, email)
  const isSignedOut = async () =>
    (await second.browser.open(authorizePath(client, pkce(), { prompt: 'none' }))).includes('login_required')
  return { ...first, isSignedOut }
}

test('all_sessions=true from a page of an application signs out every browser of the person (AS-62)', async () => {
  const { browser, isSignedOut } = await inTwoBrowsers('every@example.com')
  const location = await browser.open(EVERYWHERE, { headers: { referer: 'https://app.example.com/' } })
  expect([location, await isSignedOut()]).toEqual(['https://app.example.com/bye', true])
})

test('all_sessions=true with an ID token of the session signs out every browser of the person (AS-62)', async () => {
  const { isSignedOut, browser, ...signedUp } = await inTwoBrowsers('hinted@example.com')
  const tokens = (await (await exchange(server, client, signedUp)).json()) as Tokens
  const location = await browser.open(`${EVERYWHERE}&id_token_hint=${tokens.id_token}`)
  expect([location, await isSignedOut()]).toEqual(['https://app.example.com/bye', true])
})

const UNREGISTERED = `/logout?redirect=${encodeURIComponent('https://evil.test/')}&all_sessions=true`

test.each([
  ['a page of another site', EVERYWHERE, 'https://evil.test/'],
  ['a page whose address begins like a registered one', EVERYWHERE, 'https://app.example.com.evil.test/'],
  ['a page that hides where it is', EVERYWHERE, undefined],
  ['a page of ours', EVERYWHERE, `${server.origin}/`],
  ['a registered page without a registered address', UNREGISTERED, 'https://app.example.com/'],
  ['a registered page without an address', '/logout?all_sessions=true', 'https://app.example.com/'],
])('AS-62 all_sessions=true in a link of %s asks first', async (page, path, referer) => {
  const { browser, isSignedOut } = await inTwoBrowsers(`asked-${page.replaceAll(' ', '-')}@example.com`)
  await browser.open(path, { headers: referer === undefined ? {} : { referer } })
  expect(browser.page?.html).toContain('on all your devices')
  expect(await isSignedOut()).toBe(false)
})

test('AS-62 all_sessions=true with an ID token of another person asks first', async () => {
  const other = await signUp(server, client, 'somebody-else@example.com')
  const { id_token: hint } = (await (await exchange(server, client, other)).json()) as Tokens
  const { browser, isSignedOut } = await inTwoBrowsers('meant@example.com')
  await browser.open(`${EVERYWHERE}&id_token_hint=${hint}`)
  expect(await isSignedOut()).toBe(false)
})

test('AS-62 a person who confirms is signed out everywhere and returns to the application', async () => {
  const { browser, isSignedOut } = await inTwoBrowsers('confirms@example.com')
  await browser.open(EVERYWHERE)
  expect([await browser.submit('confirm'), await isSignedOut()]).toEqual(['https://app.example.com/bye', true])
})

test('AS-62 the confirmation of another site is rejected', async () => {
  const { browser, isSignedOut } = await inTwoBrowsers('foreign-confirm@example.com')
  await browser.open(EVERYWHERE)
  const { action, fields } = browser.form('confirm')
  const post = browser.formPost(fields)
  await browser.open(action, { ...post, headers: { ...post.headers, 'sec-fetch-site': 'cross-site' } })
  expect([browser.page?.status, await isSignedOut()]).toEqual([403, false])
})

test('without all_sessions a plain link signs out this browser only, without a question', async () => {
  const { browser, isSignedOut } = await inTwoBrowsers('this-browser@example.com')
  await browser.open('/logout', { headers: { referer: 'https://evil.test/' } })
  expect([browser.page?.html, await isSignedOut()]).toEqual([expect.stringContaining('You are signed out'), false])
})

test('an address that is not registered gets a page, not a redirect (ATO-08)', async () => {
  const { browser } = await signUp(server, client, 'unregistered@example.com')
  await browser.open(`/logout?redirect=${encodeURIComponent('https://evil.example.com/')}`)
  expect(browser.page?.status).toBe(400)
})

test('a sign-out with an unregistered address shows that the person is signed out, and which list lacks the address', async () => {
  const { browser } = await signUp(server, client, 'nowhere@example.com')
  await browser.open('/logout?redirect=https://nowhere.example.com')
  expect(browser.page?.html).toContain('You are signed out')
  expect(browser.page?.html).toContain('add the address to its logout URLs')
})

const SLASH_TOO_MANY = encodeURIComponent('https://app.example.com/bye/')
const POINTED_OUT = '<bdi dir="ltr">https://app.example.com/bye</bdi>'

test('an extra slash in redirect is pointed out with the registered address (A2-6)', async () => {
  const { browser } = await signUp(server, client, 'slash@example.com')
  await browser.open(`/logout?redirect=${SLASH_TOO_MANY}`)
  expect([browser.page?.status, browser.page?.html]).toEqual([400, expect.stringContaining(POINTED_OUT)])
})

test('an extra slash in post_logout_redirect_uri is pointed out as well (A2-6)', async () => {
  const { browser } = await signUp(server, client, 'slash-too@example.com')
  await browser.open(`/logout?client_id=${client.clientId}&post_logout_redirect_uri=${SLASH_TOO_MANY}`)
  await browser.submit('confirm')
  expect([browser.page?.status, browser.page?.html]).toEqual([400, expect.stringContaining(POINTED_OUT)])
})

test('without an address the page says that the person is signed out', async () => {
  const { browser } = await signUp(server, client, 'page@example.com')
  await browser.open('/logout?redirect=')
  expect(browser.page?.status).toBe(200)
})

/** Two cookies stay: one binds flows to the browser, the other marks it as known. Neither signs a person in. */
const STAYING = [expect.stringMatching(/_flow$/), expect.stringMatching(/_known$/)]

test('AS-62 signing out removes every cookie of the sign-in from the browser, those for refreshing included', async () => {
  const { browser, ...signedUp } = await signUp(server, client, 'cookies@example.com')
  const origin = new URL(client.redirectUri).origin
  const fields = {
    grant_type: 'authorization_code',
    client_id: client.clientId,
    code: signedUp.callback.searchParams.get('code') ?? '',
    redirect_uri: client.redirectUri,
    code_verifier: signedUp.proof.verifier,
  }
  const headers = { origin, 'content-type': 'application/x-www-form-urlencoded' }
  await browser.open('/oauth2/token', { method: 'POST', body: new URLSearchParams(fields).toString(), headers })
  const before = [...browser.cookies.keys()]
  await browser.open('/logout')
  const gone = before.filter((name) => !browser.cookies.has(name))

  expect(gone).toEqual([
    expect.stringMatching(/^gh_http_[0-9a-f]{8}$/),
    expect.stringMatching(/^gh_http_[0-9a-f]{8}_rt_[0-9a-f]{6}$/),
    '_kbrte',
  ])
  expect([...browser.cookies.keys()].toSorted()).toEqual(STAYING)
})

test('AS-62 a sign-out without a session removes the cookies too', async () => {
  const { browser } = await signUp(server, client, 'stale@example.com')
  await server.query(`update sessions set revoked_at = now() where user_id = (
    select user_id from identities where normalized = 'stale@example.com')`)
  await browser.open('/logout')

  expect([...browser.cookies.keys()].toSorted()).toEqual(STAYING)
})

test('redirect_uri, as the Python SDK sends it, leads to a registered address and nowhere else', async () => {
  const { browser } = await signUp(server, client, 'python@example.com')
  const path = (uri: string) => `/logout?client_id=${client.clientId}&redirect_uri=${encodeURIComponent(uri)}`
  const location = await browser.open(path('https://app.example.com/bye'))
  const next = await browser.open(authorizePath(client, pkce(), { prompt: 'none' }))
  await browser.open(path('https://evil.example.com/'))

  expect(location).toBe('https://app.example.com/bye')
  expect(next).toContain('login_required')
  expect(browser.page?.status).toBe(400)
})

test('redirect_uri with an ID token hint, as Flask sends it, counts as post_logout_redirect_uri', async () => {
  const signedUp = await signUp(server, client, 'flask@example.com')
  const tokens = (await (await exchange(server, client, signedUp)).json()) as Tokens
  const query = new URLSearchParams({ id_token_hint: tokens.id_token, redirect_uri: 'https://app.example.com/bye' })

  expect(await signedUp.browser.open(`/logout?${query.toString()}`)).toBe('https://app.example.com/bye')
})
