import { expect, test } from 'vitest'
import { anApplication, authorizePath, exchange, mailedCode, manage, pkce, signUp } from '../../../test/oauth.ts'
import { BrowserSession } from '../../../test/browser-session.ts'
import { startServer } from '../../../test/server.ts'

const server = await startServer()
const client = await anApplication(server)
const LOGIN_URI = 'https://app.example.com/login'
await manage(server, 'PATCH', `/api/v1/applications/${client.clientId}`, {
  login_uri: LOGIN_URI,
  homepage_uri: 'https://app.example.com',
})

async function atCodePage(email: string) {
  const browser = new BrowserSession(server)
  await browser.open(authorizePath(client, pkce()))
  await browser.submit('identify', { email })
  return browser
}

test('an invalid address gets an error and is kept', async () => {
  const browser = new BrowserSession(server)
  await browser.open(authorizePath(client, pkce()))
  await browser.submit('identify', { email: 'not an address' })
  expect(browser.page?.status).toBe(400)
  expect(browser.page?.html).toContain('value="not an address"')
})

test('a new person who signs in proves the address and is offered an account (A6-5)', async () => {
  const browser = await atCodePage('stranger@example.com')
  await browser.submit('code', { code: await mailedCode(server, 'stranger@example.com') })
  expect(await browser.submit('profile', { given_name: 'New', family_name: 'Comer' })).toContain('code=')
})

test('a person with an account who signs up is signed in (A6-5)', async () => {
  await signUp(server, client, 'twice@example.com')
  const { callback } = await signUp(server, client, 'twice@example.com')
  const [{ count } = {}] = await server.query(
    `select count(*)::int from identities where normalized = 'twice@example.com'`,
  )
  expect(callback.searchParams.has('code')).toBe(true)
  expect(count).toBe(1)
})

test('a new code voids the old one (M1-9)', async () => {
  const browser = await atCodePage('resend@example.com')
  const old = await mailedCode(server, 'resend@example.com')
  await browser.submit('resend')
  const fresh = await mailedCode(server, 'resend@example.com')
  await browser.submit('code', { code: old === fresh ? '000000' : old })
  expect(browser.page?.status).toBe(400)
})

test('a code is valid for two hours and not longer (M1-2)', async () => {
  const browser = await atCodePage('two-hours@example.com')
  const code = await mailedCode(server, 'two-hours@example.com')
  await server.advance(7_201)
  await browser.submit('code', { code })
  expect(browser.page?.status).toBe(400)
})

test('a code still works a minute before the two hours are over: the flow lives that long (M1-2)', async () => {
  const browser = await atCodePage('in-time@example.com')
  const code = await mailedCode(server, 'in-time@example.com')
  await server.advance(7_140)
  await browser.submit('code', { code })
  expect(browser.page?.html).toContain('given_name')
})

test('a proof from hours ago signs the person in nowhere', async () => {
  const browser = await atCodePage('left-alone@example.com')
  await browser.submit('code', { code: await mailedCode(server, 'left-alone@example.com') })
  await server.advance(4 * 3_600)
  await browser.submit('profile', { given_name: 'Left', family_name: 'Alone' })
  expect(browser.page?.status).toBe(410)
})

test('the lifetime of a code can be set per environment (M1-3)', async () => {
  await manage(server, 'PATCH', '/api/v1/environment/settings', { code_lifetime_minutes: 5 })
  const browser = await atCodePage('settable@example.com')
  const code = await mailedCode(server, 'settable@example.com')
  await server.advance(301)
  await browser.submit('code', { code })
  await manage(server, 'PATCH', '/api/v1/environment/settings', { code_lifetime_minutes: 120 })
  expect(browser.page?.status).toBe(400)
})

test('a code may be typed with blanks and dashes', async () => {
  await signUp(server, client, 'blanks@example.com')
  const browser = await atCodePage('blanks@example.com')
  const code = await mailedCode(server, 'blanks@example.com')
  expect(await browser.submit('code', { code: ` ${code.slice(0, 3)}-${code.slice(3)} ` })).toContain('code=')
})

test.each([
  ['Arabic-Indic digits', 'arabic@example.com', (code: string) => inScript(code, '٠')],
  ['Persian digits', 'persian@example.com', (code: string) => inScript(code, '۰')],
  ['Devanagari digits', 'devanagari@example.com', (code: string) => inScript(code, '०')],
  ['full-width digits', 'wide@example.com', (code: string) => inScript(code, '０')],
  [
    'marks of direction',
    'marks@example.com',
    (code: string) => `\u202a${code.slice(0, 2)}\u200b${code.slice(2)}\u202c`,
  ],
  ['a dash that is no hyphen', 'dash@example.com', (code: string) => `${code.slice(0, 3)}–${code.slice(3)}`],
])('a code may be typed in %s', async (_what, email, typed) => {
  await signUp(server, client, email)
  const browser = await atCodePage(email)
  expect(await browser.submit('code', { code: typed(await mailedCode(server, email)) })).toContain('code=')
})

const inScript = (code: string, zero: string) =>
  [...code].map((digit) => String.fromCodePoint(Number(digit) + (zero.codePointAt(0) ?? 0))).join('')

test('invisible marks around an address are ignored', async () => {
  const browser = await atCodePage('\u2068\ufeffpasted@example.com\u200f\u2069')
  await browser.submit('code', { code: await mailedCode(server, 'pasted@example.com') })
  await browser.submit('profile', { given_name: 'Ada', family_name: 'Lovelace' })
  const rows = await server.query(`select value from identities where normalized = 'pasted@example.com'`)
  expect(rows).toEqual([{ value: 'pasted@example.com' }])
})

test('the person can enter another address, and the code of the first does not work for it (ATO-05)', async () => {
  const browser = await atCodePage('first@example.com')
  const code = await mailedCode(server, 'first@example.com')
  await browser.submit('change')
  await browser.submit('identify', { email: 'second@example.com' })
  await browser.submit('code', { code })
  expect(browser.page?.status).toBe(400)
})

test('cancelling goes back to the application with access_denied, at every step', async () => {
  const browser = await atCodePage('cancel@example.com')
  const location = new URL(await browser.submit('cancel'))
  expect(Object.fromEntries(location.searchParams)).toMatchObject({
    error: 'access_denied',
    state: 'state-1',
    iss: server.origin,
  })
})

test('a double submit of the last step gets the same answer as the first', async () => {
  await signUp(server, client, 'double@example.com')
  const browser = await atCodePage('double@example.com')
  const form = browser.form('code')
  const post = browser.formPost({ ...form.fields, code: await mailedCode(server, 'double@example.com') })
  const [first, second] = await Promise.all([browser.open(form.action, post), browser.open(form.action, post)])
  expect(first).toContain('code=')
  expect(second).toBe(first)
})

test('a finished flow leads out by the login URI (A3-2)', async () => {
  await signUp(server, client, 'finished@example.com')
  const browser = await atCodePage('finished@example.com')
  const form = browser.form('code')
  const post = browser.formPost({ ...form.fields, code: await mailedCode(server, 'finished@example.com') })
  await browser.open(form.action, post)
  await server.advance(120)
  await browser.open(form.action, post)
  expect(browser.page?.status).toBe(410)
  expect(browser.page?.html).toContain(LOGIN_URI)
})

test('a flow opened in another browser only offers to begin there (AS-19)', async () => {
  const browser = await atCodePage('foreign@example.com')
  const other = new BrowserSession(server)
  await other.open(authorizePath(client, pkce()))
  await other.open(new URL(browser.page?.url ?? '').pathname)
  expect(other.page?.status).toBe(403)
  expect(other.page?.html).not.toContain('foreign@example.com')
})

test('a browser without cookies gets a page that says so, not a loop (A3-5)', async () => {
  const browser = new BrowserSession(server)
  await browser.open(authorizePath(client, pkce()))
  const form = browser.form('identify')
  browser.cookies.clear()
  await browser.open(form.action, browser.formPost({ ...form.fields, email: 'nocookies@example.com' }))
  expect(browser.page?.status).toBe(400)
  expect(browser.page?.html).toContain(LOGIN_URI)
})

test('a first page left open for more than a day has expired and leads back to the application', async () => {
  const browser = new BrowserSession(server)
  await browser.open(authorizePath(client, pkce()))
  await server.advance(90_000)
  await browser.submit('identify', { email: 'late@example.com' })
  expect(browser.page?.status).toBe(410)
})

test('opening the sign-in page writes nothing', async () => {
  const [before] = await server.query('select count(*)::int from flows')
  await new BrowserSession(server).open(authorizePath(client, pkce()))
  expect((await server.query('select count(*)::int from flows'))[0]).toEqual(before)
})

test('the page is in the requested language and stays in it (P6 lang)', async () => {
  const browser = new BrowserSession(server)
  await browser.open(`${authorizePath(client, pkce())}&lang=de`)
  expect(browser.page?.html).toContain('<html lang="de"')
  await browser.submit('identify', { email: 'deutsch@example.com' })
  expect(browser.page?.html).toContain('<html lang="de"')
})

test('the links to sign-up and back keep the request', async () => {
  const browser = new BrowserSession(server)
  const proof = pkce()
  await browser.open(authorizePath(client, proof))
  const link = /href="(\/auth\/start\?intent=sign_up[^"]+)"/.exec(browser.page?.html ?? '')?.[1] ?? ''
  await browser.open(link.replaceAll('&amp;', '&'))
  await browser.submit('register', { email: 'linked@example.com', given_name: 'A', family_name: 'B' })
  const callback = new URL(await browser.submit('code', { code: await mailedCode(server, 'linked@example.com') }))
  expect((await exchange(server, client, { callback, proof })).status).toBe(200)
})

test('with self sign-up off a stranger gets no mail and no account, and sees the same page (O2-1)', async () => {
  await manage(server, 'PATCH', '/api/v1/environment/settings', { is_self_sign_up_allowed: false })
  const browser = await atCodePage('closed@example.com')
  await manage(server, 'PATCH', '/api/v1/environment/settings', { is_self_sign_up_allowed: true })
  expect(browser.page?.html).toContain('one-time-code')
  await expect(mailedCode(server, 'closed@example.com')).rejects.toThrow('no mail')
})

test('a sign-up asks for no names where the application turns that off (A6-2)', async () => {
  const silent = await anApplication(server, {
    redirectUri: 'https://silent.example.com/cb',
    settings: { is_ask_for_name: false },
  })
  const browser = new BrowserSession(server)
  await browser.open(authorizePath(silent, pkce(), { prompt: 'create' }))
  expect(browser.page?.html).not.toContain('given_name')
})
