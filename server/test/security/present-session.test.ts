import { expect, test } from 'vitest'
import { anApplication, authorizePath, pkce, signUp } from '../oauth.ts'
import { BrowserSession } from '../browser-session.ts'
import { startServer } from '../server.ts'
import { tokensOf } from './builders.ts'

const server = await startServer()
const spa = await anApplication(server)
const web = await anApplication(server, { type: 'reg' })

/** Returns the redirect of an authorization request that needs no answer of a person. */
async function answerTo(client: typeof spa, more: Record<string, string | undefined> = {}): Promise<URLSearchParams> {
  const response = await server.request(authorizePath(client, pkce(), more))
  return new URL(response.headers.get('location') ?? 'none:').searchParams
}

test('AS-18 a request posted from another site finds the session of the browser', async () => {
  const { browser } = await signUp(server, spa, 'posted@example.com')
  const kept = new Map(browser.cookies)
  browser.cookies.clear()
  const body = authorizePath(web, pkce(), { prompt: 'none' }).split('?')[1] ?? ''
  // Cross-site: a browser withholds Lax cookies from the POST and sends them with the redirected GET.
  const posted = await server.request('/oauth2/auth', {
    method: 'POST',
    headers: {
      'content-type': 'application/x-www-form-urlencoded',
      origin: 'https://app.example.com',
      'sec-fetch-site': 'cross-site',
    },
    body,
  })
  for (const [name, value] of kept) browser.cookies.set(name, value)
  const location = await browser.open(posted.headers.get('location') ?? '')

  expect(posted.status).toBe(303)
  expect(new URL(location).searchParams.get('code')).toBeTruthy()
})

test('AS-18 a posted request leads to the same page as one by GET', async () => {
  const browser = new BrowserSession(server)
  await browser.open('/oauth2/auth', {
    method: 'POST',
    body: authorizePath(spa, pkce()).split('?')[1] ?? '',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
  })
  await browser.submit('identify', { email: 'posted-page@example.com' })

  expect(browser.page?.html).toContain('autocomplete="one-time-code"')
})

test.each([
  ['none login', 'invalid_request'],
  ['none create', 'invalid_request'],
  ['sing-up', 'invalid_request'],
  ['none', 'login_required'],
])('AS-52 prompt="%s" without a session is answered by %s', async (prompt, error) => {
  expect((await answerTo(spa, { prompt })).get('error')).toBe(error)
})

test.each(['login', 'create', 'select_account', 'login create'])(
  'AS-52 prompt=%s asks although the browser has a session',
  async (prompt) => {
    const { browser } = await signUp(server, spa, `prompt-${prompt.replace(' ', '-')}@example.com`)
    const location = await browser.open(authorizePath(spa, pkce(), { prompt }))

    expect(location).toContain(server.origin)
    expect(browser.page?.html).toMatch(/type="email"|Confirm that it is you/)
  },
)

test.each(['0', '10'])('AS-51 max_age=%s asks once the sign-in is older', async (maxAge) => {
  const { browser } = await signUp(server, spa, `age-${maxAge}@example.com`)
  await server.advance(11)
  const silent = await browser.open(authorizePath(spa, pkce(), { max_age: maxAge, prompt: 'none' }))
  await browser.open(authorizePath(spa, pkce(), { max_age: maxAge }))

  expect(new URL(silent).searchParams.get('error')).toBe('login_required')
  expect(browser.page?.html).toContain('Confirm that it is you')
})

test('AS-51 max_age=0 asks right after the sign-in, a large one does not', async () => {
  const { browser } = await signUp(server, spa, 'now@example.com')
  const large = await browser.open(authorizePath(spa, pkce(), { max_age: '3600', prompt: 'none' }))
  const none = await browser.open(authorizePath(spa, pkce(), { max_age: '0', prompt: 'none' }))

  expect(new URL(large).searchParams.get('code')).toBeTruthy()
  expect(new URL(none).searchParams.get('error')).toBe('login_required')
})

test.each(['-1', '1e3', 'x', '99999999999', '1.5'])('AS-51 max_age=%s is an invalid request', async (maxAge) => {
  expect((await answerTo(spa, { max_age: maxAge })).get('error')).toBe('invalid_request')
})

test('a sign-in of a person never yields a token for the Management API (audience)', async () => {
  const answer = await answerTo(spa, { audience: `${server.origin}/api` })
  expect(answer.get('error')).toBe('invalid_request')
})

test('AS-54 a hint of another user is never answered for the present one', async () => {
  const other = await signUp(server, spa, 'hinted@example.com')
  const hint = (await tokensOf(server, spa, other)).id_token
  const { browser } = await signUp(server, spa, 'present@example.com')
  const silent = await browser.open(authorizePath(spa, pkce(), { id_token_hint: hint, prompt: 'none' }))
  await browser.open(authorizePath(spa, pkce(), { id_token_hint: hint }))

  expect(new URL(silent).searchParams.get('error')).toBe('login_required')
  expect(browser.page?.html).toContain('type="email"')
})

test('AS-54 a hint of the present user is answered silently, expired or not', async () => {
  const signedIn = await signUp(server, spa, 'self@example.com')
  const hint = (await tokensOf(server, spa, signedIn)).id_token
  await server.advance(3_700)
  const silent = await signedIn.browser.open(authorizePath(spa, pkce(), { id_token_hint: hint, prompt: 'none' }))

  expect(new URL(silent).searchParams.get('code')).toBeTruthy()
})

test.each(['x', 'a.b.c', 'eyJhbGciOiJub25lIn0.e30.'])('AS-54 the hint %s is ignored', async (hint) => {
  const { browser } = await signUp(server, spa, `hint-${String(hint.length)}@example.com`)
  const silent = await browser.open(authorizePath(spa, pkce(), { id_token_hint: hint, prompt: 'none' }))

  expect(new URL(silent).searchParams.get('error')).toBe('login_required')
})
