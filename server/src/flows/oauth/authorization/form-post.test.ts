import { expect, onTestFinished, test } from 'vitest'
import { launchBrowser } from '../../../../test/browser.ts'
import { BrowserSession } from '../../../../test/browser-session.ts'
import {
  anApplication,
  authorizePath,
  mailedCode,
  pkce,
  postForm,
  signUp,
  type Pkce,
  type Tokens,
} from '../../../../test/oauth.ts'
import { startServer } from '../../../../test/server.ts'

const server = await startServer()
const client = await anApplication(server)
const POST = { response_mode: 'form_post' }

/** Returns the form on the page as the browser would read it; undefined when it does not go to the application. */
function postedBy(browser: BrowserSession): Record<string, string> {
  const { action, fields } = browser.form('callback')
  expect(action).toBe(client.redirectUri)
  return Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, unescaped(value)]))
}

function unescaped(html: string): string {
  const entities: Record<string, string> = { '&lt;': '<', '&gt;': '>', '&quot;': '"', '&#39;': "'", '&amp;': '&' }
  return html.replaceAll(/&(?:lt|gt|quot|#39|amp);/g, (entity) => entities[entity] ?? entity)
}

async function signUpByPost(email: string, more: Record<string, string> = {}) {
  const browser = new BrowserSession(server)
  const proof = pkce()
  await browser.open(authorizePath(client, proof, { prompt: 'create', ...POST, ...more }))
  await browser.submit('register', { email, given_name: 'Ada', family_name: 'Lovelace' })
  const last = browser.form('code')
  const code = await mailedCode(server, email)
  await browser.submit('code', { code })
  const repeat = () => browser.open(last.action, browser.formPost({ ...last.fields, code }))
  return { browser, proof, repeat }
}

async function exchangePosted(fields: Record<string, string>, proof: Pkce): Promise<Response> {
  return postForm(server, '/oauth2/token', {
    grant_type: 'authorization_code',
    client_id: client.clientId,
    code: fields['code'] ?? '',
    redirect_uri: client.redirectUri,
    code_verifier: proof.verifier,
  })
}

test('Form Post: the end of a sign-up posts code, scope, state and iss, and the code works', async () => {
  const { browser, proof } = await signUpByPost('posted@example.com')
  const fields = postedBy(browser)
  expect(fields).toEqual({
    code: expect.any(String),
    scope: 'openid profile email offline',
    state: 'state-1',
    iss: server.origin,
  })
  const tokens = (await (await exchangePosted(fields, proof)).json()) as Tokens
  expect(tokens.access_token).toEqual(expect.any(String))
})

test('Form Post: posting the last step again gets the same answer', async () => {
  const { browser, repeat } = await signUpByPost('repeated@example.com')
  const first = postedBy(browser)
  await repeat()
  expect(postedBy(browser)).toEqual(first)
})

test('Form Post: a silent sign-in posts too', async () => {
  const { browser } = await signUp(server, client, 'silent@example.com')
  await browser.open(authorizePath(client, pkce(), { prompt: 'none', ...POST }))
  expect(postedBy(browser)).toMatchObject({ code: expect.any(String), state: 'state-1' })
})

test.each([
  ['prompt=none without a session', { prompt: 'none' }, 'login_required'],
  ['an unknown response_type', { response_type: 'token' }, 'unsupported_response_type'],
  ['PKCE plain', { code_challenge_method: 'plain' }, 'invalid_request'],
])('Form Post: the error of %s is posted', async (_what, more, error) => {
  const browser = new BrowserSession(server)
  await browser.open(authorizePath(client, pkce(), { ...POST, ...more }))
  expect(postedBy(browser)).toEqual({
    error,
    error_description: expect.any(String),
    state: 'state-1',
    iss: server.origin,
  })
})

test('Form Post: cancelling posts access_denied', async () => {
  const browser = new BrowserSession(server)
  await browser.open(authorizePath(client, pkce(), POST))
  await browser.submit('cancel')
  expect(postedBy(browser)).toMatchObject({ error: 'access_denied', state: 'state-1' })
})

test('AS-14 the page submits itself by a script with its nonce, has a button, and is not kept', async () => {
  const browser = new BrowserSession(server)
  await browser.open(authorizePath(client, pkce(), { ...POST, prompt: 'none' }))
  const { html = '', headers } = browser.page ?? {}
  const nonce = /script-src 'nonce-([^']+)'/.exec(headers?.get('content-security-policy') ?? '')?.[1]
  expect(html).toContain(`<script nonce="${nonce ?? 'none'}">document.forms[0].submit()</script>`)
  expect(html).toMatch(/<button type="submit"[^>]*>Continue</)
  expect(headers?.get('cache-control')).toBe('no-store')
})

test.each([
  `"><script>alert(1)</script>`,
  `'><img src=x onerror=alert(1)>`,
  `</form><form action="https://evil.test">`,
  `&quot;&#34;><svg onload=alert(1)>`,
  'ü 漢字 🙂 + %00 %2B & = ;',
])('AS-14 state %j comes back unchanged, and runs nothing', async (state) => {
  const browser = new BrowserSession(server)
  await browser.open(authorizePath(client, pkce(), { ...POST, prompt: 'none', state }))
  expect(postedBy(browser)['state']).toBe(state)
  expect(browser.page?.html).not.toMatch(/<img|<svg onload|<script>|<form action/)
})

test.each(['a\nb', 'a\r\nb', 'a\0b'])(
  'AS-15 state %j cannot be posted unchanged: the error goes to the query',
  async (state) => {
    const location = await new BrowserSession(server).open(authorizePath(client, pkce(), { ...POST, state }))
    const answer = new URL(location).searchParams
    expect([answer.get('error'), answer.get('state')]).toEqual(['invalid_request', state])
  },
)

test('AS-12 a repeated response_mode is answered in the query', async () => {
  const path = `${authorizePath(client, pkce(), POST)}&response_mode=query`
  expect(await new BrowserSession(server).open(path)).toContain('error=invalid_request')
})

test('AS-02 nothing is posted to an address that is not registered', async () => {
  const browser = new BrowserSession(server)
  await browser.open(authorizePath(client, pkce(), { ...POST, redirect_uri: 'https://evil.test/callback' }))
  expect(browser.page?.status).toBe(400)
  expect(browser.page?.html).not.toContain('<form')
})

test('response_mode=query is the redirect', async () => {
  const location = await new BrowserSession(server).open(
    authorizePath(client, pkce(), { response_mode: 'query', prompt: 'none' }),
  )
  expect(location).toContain(`${client.redirectUri}?error=login_required`)
})

test('AS-14 an application with posted answers gets no code in the query', async () => {
  const settings = { response_mode: 'form_post' }
  const only = await anApplication(server, { redirectUri: 'https://posted.example.com/callback', settings })
  const browser = new BrowserSession(server)

  await browser.open(authorizePath(only, pkce(), { prompt: 'none' }))
  const refused = browser.form('callback')
  await browser.open(authorizePath(only, pkce(), { prompt: 'none', ...POST }))
  const answered = browser.form('callback')

  expect(refused.action).toBe(only.redirectUri)
  expect(refused.fields).toMatchObject({ error: 'invalid_request', state: 'state-1' })
  expect(answered.fields).toMatchObject({ error: 'login_required', state: 'state-1' })
})

test('AS-14 an application with answers in the query gets none posted', async () => {
  const settings = { response_mode: 'query' }
  const only = await anApplication(server, { redirectUri: 'https://queried.example.com/cb', settings })
  const location = await new BrowserSession(server).open(authorizePath(only, pkce(), { prompt: 'none', ...POST }))

  expect(location).toContain(`${only.redirectUri}?error=invalid_request`)
})

test('Form Post: discovery lists it, and no fragment', async () => {
  const metadata = await (await server.request('/.well-known/openid-configuration')).json()
  expect(metadata).toMatchObject({ response_modes_supported: ['query', 'form_post'] })
})

test('AS-14 in a browser the page posts itself under its policy, every byte of the state kept', async () => {
  const state = `ü 漢字 🙂 + %00 "quoted" <b>&amp;</b>`
  const path = authorizePath(client, pkce(), { ...POST, prompt: 'none', state })
  const response = await server.request(path)
  const headers = { 'content-security-policy': response.headers.get('content-security-policy') ?? '' }
  const body = await response.text()
  const browser = await launchBrowser()
  onTestFinished(() => browser.close())
  const page = await browser.newPage()
  await page.route(`${server.origin}/**`, (route) => route.fulfill({ body, headers, contentType: 'text/html' }))
  await page.route(`${client.redirectUri}`, (route) => route.fulfill({ body: 'arrived' }))
  const arriving = page.waitForRequest(client.redirectUri)
  await page.goto(`${server.origin}/oauth2/auth`, { waitUntil: 'commit' })
  const arrived = await arriving
  expect(arrived.method()).toBe('POST')
  expect(new URLSearchParams(arrived.postData() ?? '').get('state')).toBe(state)
})

const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')

test('Form Post: a rejected request object that alone names form_post is answered by form', async () => {
  const browser = new BrowserSession(server)
  const request = `${part({ alg: 'none' })}.${part({ response_mode: 'form_post', state: 'not this one' })}.`
  await browser.open(authorizePath(client, pkce(), { request }))

  expect(postedBy(browser)).toMatchObject({ error: 'request_not_supported', state: 'state-1' })
})

test.each([
  ['signed', `${part({ alg: 'RS256' })}.${part({ response_mode: 'form_post' })}.AAAA`],
  ['malformed', 'eyJ.%%%.'],
  ['an unknown mode', `${part({ alg: 'none' })}.${part({ response_mode: 'fragment' })}.`],
])('Form Post: a rejected request object that is %s is answered in the query', async (_name, request) => {
  const browser = new BrowserSession(server)
  const location = await browser.open(authorizePath(client, pkce(), { request }))

  expect(location).toContain('error=request_not_supported')
})
