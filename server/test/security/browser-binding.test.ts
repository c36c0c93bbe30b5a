import { expect, test } from 'vitest'
import { cookieNames } from '#platform/http'
import { anApplication, authorizePath, exchange, mailedCode, pkce, signUp } from '../oauth.ts'
import { setPassword } from '#domain/credentials'
import { contextOf } from '../context.ts'
import { BrowserSession } from '../browser-session.ts'
import { startServer } from '../server.ts'
import { anAccount, identify, otherThan, PASSWORD, postStep } from './builders.ts'

const server = await startServer()
const spa = await anApplication(server)
const byPassword = await anApplication(server, { settings: { email_method: 'email:password' } })

const names = cookieNames(await contextOf(server))
const base = names.session

function cookiesOf(browser: BrowserSession): string {
  return [...browser.cookies].map(([name, value]) => `${name}=${value}`).join('; ')
}

test('AS-19 the address of a flow is of no use in another browser', async () => {
  const { browser } = await identify(server, spa, 'foreign@example.com')
  const stranger = new BrowserSession(server)
  await stranger.open(authorizePath(spa, pkce()))
  await stranger.open(browser.page?.url ?? '')

  expect(stranger.page?.status).toBe(403)
  expect(stranger.page?.html).not.toContain('foreign@example.com')
})

test('AS-19 a form of one browser, code included, is of no use in another', async () => {
  const { browser } = await identify(server, spa, 'form@example.com')
  const stranger = new BrowserSession(server)
  await stranger.open(authorizePath(spa, pkce()))
  const { action, fields } = browser.form('code')
  const location = await stranger.open(
    action,
    stranger.formPost({ ...fields, code: await mailedCode(server, 'form@example.com') }),
  )

  expect(location).not.toContain('code=')
  expect(stranger.page?.status).toBe(403)
})

test('AS-19 a sealed first page is of no use in another browser', async () => {
  const browser = new BrowserSession(server)
  await browser.open(authorizePath(spa, pkce()))
  const stranger = new BrowserSession(server)
  await stranger.open(authorizePath(spa, pkce()))
  const { action, fields } = browser.form('identify')
  await stranger.open(action, stranger.formPost({ ...fields, email: 'sealed@example.com' }))

  expect(stranger.page?.status).toBe(403)
})

test('AS-19 a finished flow gives nothing to another browser', async () => {
  const { browser } = await identify(server, spa, 'finished@example.com')
  const page = browser.page?.url ?? ''
  await browser.submit('code', { code: await mailedCode(server, 'finished@example.com') })
  const stranger = new BrowserSession(server)
  await stranger.open(authorizePath(spa, pkce()))
  const location = await stranger.open(page)

  expect(location).not.toContain('code=')
  expect(stranger.cookies.has(base)).toBe(false)
})

test('AS-19 without any cookie a form is not taken, and the page is not shown', async () => {
  const { browser } = await identify(server, spa, 'cookies@example.com')
  const page = browser.page?.url ?? ''
  const { action, fields } = browser.form('change')
  browser.cookies.clear()
  await browser.open(action, browser.formPost(fields))
  const posted = browser.page?.status
  await browser.open(page)

  expect([posted, browser.page?.status]).toEqual([400, 403])
})

test('ATO-06 the session changes at each sign-in, and the one before is void', async () => {
  const { browser } = await signUp(server, spa, 'rotate@example.com')
  const before = browser.cookies.get(base) ?? ''
  await browser.open(authorizePath(spa, pkce(), { prompt: 'login' }))
  await browser.submit('identify', { email: 'rotate@example.com' })
  await browser.submit('code', { code: await mailedCode(server, 'rotate@example.com') })
  const after = browser.cookies.get(base)
  browser.cookies.set(base, before)
  const location = await browser.open(authorizePath(spa, pkce(), { prompt: 'none' }))

  expect(after).not.toBe(before)
  expect(new URL(location).searchParams.get('error')).toBe('login_required')
})

test('ATO-06 a planted session cookie is never adopted', async () => {
  await anAccount(server, { email: 'planted@example.com' })
  const browser = new BrowserSession(server)
  browser.cookies.set(base, 'planted-by-an-attacker')
  await browser.open(authorizePath(spa, pkce()))
  await browser.submit('identify', { email: 'planted@example.com' })
  await browser.submit('code', { code: await mailedCode(server, 'planted@example.com') })

  expect(browser.cookies.get(base)).toMatch(/^[\w-]{43}$/)
})

test('ATO-06 signing in over the session of somebody else ends theirs, with its tokens', async () => {
  await anAccount(server, { email: 'mine@example.com' })
  const theirs = await signUp(server, spa, 'theirs@example.com')
  const code = theirs.callback
  await theirs.browser.open(authorizePath(spa, pkce(), { prompt: 'login' }))
  await theirs.browser.submit('identify', { email: 'mine@example.com' })
  await theirs.browser.submit('code', { code: await mailedCode(server, 'mine@example.com') })

  expect((await exchange(server, spa, { callback: code, proof: theirs.proof })).status).toBe(400)
})

test.each([
  ['another site', { 'sec-fetch-site': 'cross-site' }],
  ['a sibling site', { 'sec-fetch-site': 'same-site' }],
  ['nowhere', { 'sec-fetch-site': 'none' }],
  ['another origin', { origin: 'https://evil.test' }],
  ['a null origin', { origin: 'null' }],
  ['something that is no browser', {}],
])('ATO-07 a form posted by %s is refused', async (_name, headers) => {
  const { browser } = await identify(server, spa, 'csrf@example.com')
  const { action, fields } = browser.form('change')
  const response = await server.request(action, {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded', cookie: cookiesOf(browser), ...headers },
    body: new URLSearchParams(fields).toString(),
  })

  expect(response.status).toBe(403)
})

test.each(['', 'x', 'A'.repeat(43)])('ATO-07 a form with the token "%s" does nothing', async (csrf) => {
  const { browser } = await identify(server, byPassword, 'token@example.com')
  const { action, fields } = browser.form('change')
  await browser.open(action, browser.formPost({ ...fields, csrf }))

  expect(browser.page?.status).toBe(400)
  expect(browser.page?.html).toContain('autocomplete="current-password"')
})

test('ATO-07 the token of one flow is of no use in another flow of the same browser', async () => {
  const { browser } = await identify(server, byPassword, 'first-flow@example.com')
  const { csrf = '' } = browser.form('change').fields
  await browser.open(authorizePath(byPassword, pkce()))
  await browser.submit('identify', { email: 'second-flow@example.com' })
  const { action, fields } = browser.form('change')
  await browser.open(action, browser.formPost({ ...fields, csrf }))

  expect(browser.page?.status).toBe(400)
})

test.each(['', '_flow'])('ATO-39 two cookies of the name "%s" count as none', async (suffix) => {
  const { browser } = await signUp(server, spa, `tossed${suffix}@example.com`)
  const cookie = `${cookiesOf(browser)}; ${base}${suffix}=tossed`
  const silent = await server.request(authorizePath(spa, pkce(), { prompt: 'none' }), { headers: { cookie } })
  const { searchParams } = new URL(silent.headers.get('location') ?? '')

  // The cookie of the flow decides nothing about the session.
  expect([searchParams.has('code'), searchParams.get('error')]).toEqual(
    suffix === '' ? [false, 'login_required'] : [true, null],
  )
})

test('ATO-39 the refresh cookie is used for pages of its own application only', async () => {
  const { browser, callback, proof } = await signUp(server, spa, 'cookie@example.com')
  const redeem = { callback, proof, browser }
  const first = await redeemFrom('https://app.example.com', redeem)
  const cookie = first.headers
    .getSetCookie()
    .map((one) => one.split(';')[0])
    .join('; ')
  const statuses = await Promise.all(
    ['https://app.example.com', 'https://evil.test', 'null', undefined].map(
      async (origin) => (await refreshFrom(origin, cookie)).status,
    ),
  )

  expect(statuses).toEqual([200, 400, 400, 400])
})

async function redeemFrom(origin: string, { callback, proof }: Awaited<ReturnType<typeof signUp>>): Promise<Response> {
  const fields = {
    grant_type: 'authorization_code',
    client_id: spa.clientId,
    code: callback.searchParams.get('code') ?? '',
    redirect_uri: spa.redirectUri,
    code_verifier: proof.verifier,
  }
  return send({ origin }, fields)
}

function refreshFrom(origin: string | undefined, cookie: string): Promise<Response> {
  const headers: Record<string, string> = origin === undefined ? { cookie } : { cookie, origin }
  return send(headers, { grant_type: 'refresh_token', client_id: spa.clientId })
}

function send(headers: Record<string, string>, fields: Record<string, string>): Promise<Response> {
  return server.request('/oauth2/token', {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
    body: new URLSearchParams(fields).toString(),
  })
}

test('ATO-04 at most five of any number of simultaneous guesses are checked', async () => {
  const { browser } = await identify(server, spa, 'guess@example.com')
  const code = await mailedCode(server, 'guess@example.com')
  const { action, fields } = browser.form('code')
  const guesses = Array.from({ length: 40 }, (_, at) => String((Number(code) + 1 + at) % 1_000_000).padStart(6, '0'))
  await Promise.all(
    guesses.map((guess) => {
      const post = browser.formPost({ ...fields, code: guess })
      return server.request(action, {
        ...post,
        headers: { ...(post.headers as Record<string, string>), cookie: cookiesOf(browser) },
      })
    }),
  )
  const location = await browser.submit('code', { code })
  const [row] = await server.query('select max(tries) as tries from one_time_codes where destination = $1', [
    'guess@example.com',
  ])

  expect(row?.['tries']).toBeLessThanOrEqual(5)
  expect(location).not.toContain('code=')
})

test('ATO-04 a code that was sent again does not give more guesses', async () => {
  const { browser } = await identify(server, spa, 'resend@example.com')
  const wrong = async () => browser.submit('code', { code: otherThan(await mailedCode(server, 'resend@example.com')) })
  await wrong()
  await wrong()
  await wrong()
  await browser.submit('resend')
  await wrong()
  await wrong()
  await postStep(browser, 'code', { code: otherThan(await mailedCode(server, 'resend@example.com')) })

  expect(browser.page?.status).toBe(429)
})

test('ATO-04 a new flow does not give more guesses', async () => {
  const first = await identify(server, spa, 'flows@example.com')
  const wrong = otherThan(await mailedCode(server, 'flows@example.com'))
  await Promise.all([1, 2, 3, 4, 5].map(() => wrongGuess(first.browser, wrong)))
  const second = await identify(server, spa, 'flows@example.com')

  expect(second.browser.page?.status).toBe(429)
})

async function wrongGuess(browser: BrowserSession, code: string): Promise<void> {
  const { action, fields } = browser.form('code')
  const post = browser.formPost({ ...fields, code })
  await server.request(action, {
    ...post,
    headers: { ...(post.headers as Record<string, string>), cookie: cookiesOf(browser) },
  })
}

test('ATO-05 a code of one flow is useless in another, of the same address and browser', async () => {
  const first = await identify(server, spa, 'bound@example.com')
  const code = await mailedCode(server, 'bound@example.com')
  await first.browser.open(authorizePath(spa, pkce()))
  await first.browser.submit('identify', { email: 'bound@example.com' })
  const location = await first.browser.submit('code', { code })

  expect(location).not.toContain('code=')
  expect(first.browser.page?.status).toBe(400)
})

test('ATO-05 a code asked for one address is useless after the address was changed', async () => {
  const { browser } = await identify(server, spa, 'attacker@example.com')
  const code = await mailedCode(server, 'attacker@example.com')
  await browser.submit('change')
  await browser.submit('identify', { email: 'victim@example.com' })

  expect(await browser.submit('code', { code })).not.toContain('code=')
})

test('ATO-05 a code to sign in is useless to reset a password, and the reverse', async () => {
  await anAccount(server, { email: 'purpose@example.com', password: PASSWORD, isEmailVerified: false })
  const flow = await identify(server, byPassword, 'purpose@example.com')
  await flow.browser.submit('password', { password: PASSWORD })
  const signIn = await mailedCode(server, 'purpose@example.com')
  await anAccountPassword('purpose@example.com')
  await flow.browser.open(flow.browser.page?.url ?? '')
  await flow.browser.submit('forgot')
  await flow.browser.submit('code', { code: signIn })

  expect(flow.browser.page?.status).toBe(400)
})

async function anAccountPassword(email: string): Promise<void> {
  const ctx = await contextOf(server)
  const [row] = await server.query('select user_id from identities where normalized = $1', [email])
  const hash = await ctx.passwords.hash(PASSWORD)
  await setPassword(ctx.db, { userId: String(row?.['user_id']), hash, now: ctx.clock() })
}

test('ATO-05 the code before the last is void', async () => {
  const { browser } = await identify(server, spa, 'void@example.com')
  const old = await mailedCode(server, 'void@example.com')
  await browser.submit('resend')
  const isSame = (await mailedCode(server, 'void@example.com')) === old
  const location = await browser.submit('code', { code: old })

  expect(location.includes('code=')).toBe(isSame)
})

test('ATO-05 a code is used once', async () => {
  const { browser } = await identify(server, spa, 'once@example.com')
  const code = await mailedCode(server, 'once@example.com')
  await browser.submit('code', { code })
  await browser.open(authorizePath(spa, pkce(), { prompt: 'login' }))
  await browser.submit('identify', { email: 'once@example.com' })

  expect(await browser.submit('code', { code })).not.toContain('code=')
})

test('ATO-05 a code ends after its lifetime', async () => {
  const { browser } = await identify(server, spa, 'late@example.com')
  const code = await mailedCode(server, 'late@example.com')
  await server.advance(120 * 60)

  expect(await browser.submit('code', { code })).not.toContain('code=')
})

test('AS-19 repeating the last step in the same browser gives the same answer, for a minute only', async () => {
  const { browser } = await identify(server, spa, 'repeat@example.com')
  const page = browser.page?.url ?? ''
  const first = await browser.submit('code', { code: await mailedCode(server, 'repeat@example.com') })
  const again = await browser.open(page)
  await server.advance(61)
  const late = await browser.open(page)

  expect(again).toBe(first)
  expect(late).not.toContain('code=')
})

test('a sign-out ends the session for the whole server', async () => {
  const { browser } = await signUp(server, spa, 'sign-out@example.com')
  const kept = browser.cookies.get(base) ?? ''
  await browser.open('/logout')
  browser.cookies.set(base, kept)
  const location = await browser.open(authorizePath(spa, pkce(), { prompt: 'none' }))

  expect(new URL(location).searchParams.get('error')).toBe('login_required')
})

test('two applications made one after the other keep their refresh cookies apart', async () => {
  const other = await anApplication(server)
  const [first, second] = [names.refreshOf(spa.clientId), names.refreshOf(other.clientId)]

  expect(first).not.toBe(second)
})
