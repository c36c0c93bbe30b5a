import { expect, test } from 'vitest'
import { cookieNames } from '#platform/http'
import { BrowserSession } from '../browser-session.ts'
import { contextOf } from '../context.ts'
import { appCode, keyOn, setPolicy } from '../factor-sign-ins.ts'
import { anApplication, authorizePath, mailedCode, pkce, signUp } from '../oauth.ts'
import { startServer, type TestServer } from '../server.ts'

const HTTP = 'http://localhost:3000'
const HTTPS = 'https://localhost:3443'

// The environment keeps its earlier origin when GATEHOUSE_URL changes, so it answers at both: on one host, as a
// developer has it who puts a proxy with TLS in front of the server.
const server = await startServer({ settings: { GATEHOUSE_URL: HTTPS } })
const client = await anApplication(server)

function at(origin: string, sent: string[] = []): TestServer {
  return {
    ...server,
    origin,
    async request(path, init) {
      const response = await server.request(new URL(path, origin).href, init)
      sent.push(...response.headers.getSetCookie())
      return response
    },
  }
}

/** Goes wherever a cookie is set or cleared, and returns the `Set-Cookie` headers without values and ids. */
async function everyCookieAt(origin: string): Promise<string[]> {
  const sent: string[] = []
  const here = at(origin, sent)
  const email = `cookies@${new URL(origin).port}.example.com`
  const { browser, callback, proof } = await signUp(here, client, email, { ui_locales: 'en' })
  const fields = {
    grant_type: 'authorization_code',
    client_id: client.clientId,
    code: callback.searchParams.get('code') ?? '',
    redirect_uri: client.redirectUri,
    code_verifier: proof.verifier,
  }
  const headers = { origin: new URL(client.redirectUri).origin, 'content-type': 'application/x-www-form-urlencoded' }
  await browser.open('/oauth2/token', { method: 'POST', body: new URLSearchParams(fields).toString(), headers })
  await trustBrowser(here, browser, email)
  await browser.open('/dev/inbox', browser.formPost({ token: server.firstRun.inbox_token }))
  await browser.open('/logout')
  await at(originOfControl(origin), sent).request(new URL(server.firstRun.setup_url).pathname)
  return [...new Set(sent.map(shapeOf))].sort()
}

/** Sets up an app, and has the browser trusted after it. */
async function trustBrowser(here: TestServer, browser: BrowserSession, email: string): Promise<void> {
  await setPolicy(server, { mfaPolicy: 'optional', mfaFactors: ['authenticator'] })
  await browser.open('/account/factors/new')
  const key = keyOn(browser)
  await browser.submit('enroll', { code: appCode(server, key) })
  await browser.submit('recovery-codes')
  await server.advance(30)
  await browser.open(authorizePath(client, pkce(), { prompt: 'login' }))
  await browser.submit('identify')
  await browser.submit('code', { code: await mailedCode(here, email) })
  await browser.submit('factor', { code: appCode(server, key), trust: 'true' })
  await setPolicy(server, { mfaPolicy: 'off' })
}

const originOfControl = (origin: string) => origin.replace('//', '//admin.')

function shapeOf(cookie: string): string {
  const [pair = '', ...attributes] = cookie.split('; ')
  const name = pair
    .replace(/=.*/, '')
    .replace(/_[0-9a-f]{8}(?=_|$)/, '')
    .replace(/_[0-9a-f]{6}$/, '')
  return [name, ...attributes.map((attribute) => attribute.replace(/=[1-9]\d*$/, ''))].join('; ')
}

/** The same list for both kinds of origin: only the beginning of the names and `Secure` differ. */
function expectedCookies({ base, secure }: { base: string; secure: string }): string[] {
  const rest = `Path=/${secure}; SameSite=Lax`
  return [
    `${base}; ${rest}; HttpOnly; Max-Age`,
    `${base}; ${rest}; HttpOnly; Max-Age=0`,
    `${base}_flow; ${rest}; HttpOnly`,
    `${base}_inbox; ${rest}; HttpOnly; Max-Age`,
    `${base}_known; ${rest}; HttpOnly; Max-Age`,
    `${base}_lang; ${rest}; HttpOnly; Max-Age`,
    `${base}_rt; ${rest}; HttpOnly; Max-Age`,
    `${base}_rt; ${rest}; HttpOnly; Max-Age=0`,
    `${base}_setup; ${rest}; HttpOnly`,
    `${base}_trust; ${rest}; HttpOnly; Max-Age`,
    `_kbrte; ${rest}; HttpOnly; Max-Age=0`,
    `_kbrte; ${rest}; Max-Age`,
  ].sort()
}

test('ATO-39 every cookie of an https origin is Secure and has the prefix that keeps sibling hosts from setting it', async () => {
  expect(await everyCookieAt(HTTPS)).toEqual(expectedCookies({ base: '__Host-gh', secure: '; Secure' }))
})

test('ATO-39 no cookie of a plain-http loopback origin is Secure, because Safari would drop it', async () => {
  expect(await everyCookieAt(HTTP)).toEqual(expectedCookies({ base: 'gh_http', secure: '' }))
})

test('the lists above hold every cookie that has a name', async () => {
  const { environment, issuer } = await contextOf(server)
  const names = Object.values(cookieNames({ environment, issuer })).map((name) =>
    typeof name === 'string' ? name : name('abcdef'),
  )
  const listed = expectedCookies({ base: 'gh_http', secure: '' }).map((shape) => shape.split(';')[0])
  expect([...new Set(listed)].sort()).toEqual(names.map((name) => shapeOf(name)).sort())
})

test.each([
  ['an https origin', HTTPS, HTTP],
  ['a plain-http origin', HTTP, HTTPS],
])('ATO-39 %s does not read the cookies of the other kind', async (_kind, here, elsewhere) => {
  const { browser } = await signUp(at(elsewhere), client, `other-${new URL(here).port}@example.com`)
  const visitor = new BrowserSession(at(here))
  for (const [name, value] of browser.cookies) visitor.cookies.set(name, value)
  expect(await visitor.open(authorizePath(client, pkce(), { prompt: 'none' }))).toContain('error=login_required')
})

test.each([
  ['an https origin', HTTPS, HTTP],
  ['a plain-http origin', HTTP, HTTPS],
])('ATO-39 signing out at %s leaves the cookies of the other kind', async (_kind, here, elsewhere) => {
  const { browser } = await signUp(at(elsewhere), client, `left-${new URL(here).port}@example.com`)
  const visitor = new BrowserSession(at(here))
  for (const [name, value] of browser.cookies) visitor.cookies.set(name, value)
  await visitor.open('/logout')
  expect([...visitor.cookies]).toEqual(expect.arrayContaining([...browser.cookies]))
})
