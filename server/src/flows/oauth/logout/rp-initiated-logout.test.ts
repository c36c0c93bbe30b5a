import { expect, test } from 'vitest'
import { BrowserSession } from '../../../../test/browser-session.ts'
import {
  anApplication,
  authorizePath,
  claimsOf,
  exchange,
  manage,
  pkce,
  signUp,
  type TestClient,
  type Tokens,
} from '../../../../test/oauth.ts'
import { startServer } from '../../../../test/server.ts'

const server = await startServer()
const BYE = 'https://app.example.com/post_logout_redirect'
const OTHER_BYE = 'https://other.example.com/bye?from=us'
const client = await aClient('https://app.example.com/callback', BYE)
const other = await aClient('https://other.example.com/callback', OTHER_BYE)

async function aClient(redirectUri: string, logoutUri: string): Promise<TestClient> {
  const made = await anApplication(server, { redirectUri })
  await manage(server, 'POST', `/api/v1/applications/${made.clientId}/auth_logout_urls`, { urls: [logoutUri] })
  return made
}

async function signedIn(email: string, of: TestClient = client) {
  const signedUp = await signUp(server, of, email)
  const tokens = (await (await exchange(server, of, signedUp)).json()) as Tokens
  return { browser: signedUp.browser, tokens, hint: tokens.id_token }
}

function logoutPath(parameters: Record<string, string>): string {
  return `/logout?${new URLSearchParams(parameters).toString()}`
}

async function isSignedIn(browser: BrowserSession): Promise<boolean> {
  const location = await new BrowserSessionCopy(browser).open(authorizePath(client, pkce(), { prompt: 'none' }))
  return !location.includes('error=login_required')
}

/** Sends the request with the cookies of a browser, without changing its page. */
class BrowserSessionCopy extends BrowserSession {
  constructor(of: BrowserSession) {
    super(server)
    for (const [name, value] of of.cookies) this.cookies.set(name, value)
  }
}

/** Expects that the browser was not redirected and shows a page of ours. */
function staysHere(location: string): void {
  expect(new URL(location).origin).toBe(server.origin)
}

test('oidcc-rp-initiated-logout-discovery-endpoint-verification: the endpoint is in the metadata', async () => {
  const metadata = await (await server.request('/.well-known/openid-configuration')).json()
  expect(metadata).toMatchObject({ end_session_endpoint: `${server.origin}/logout` })
})

test('oidcc-rp-initiated-logout: back to the registered address with the state, and signed out', async () => {
  const { browser, hint, tokens } = await signedIn('rp@example.com')
  const parameters = { id_token_hint: hint, post_logout_redirect_uri: BYE, state: 'a+b ü%&' }
  const location = await browser.open(logoutPath(parameters))
  expect(location).toBe(`${BYE}?state=${encodeURIComponent('a+b ü%&')}`)
  expect(await isSignedIn(browser)).toBe(false)
  const headers = { authorization: `Bearer ${tokens.access_token}` }
  expect((await server.request('/oauth2/v2/user_profile', { headers })).status).toBe(401)
})

test('oidcc-rp-initiated-logout-bad-post-logout-redirect-uri: an error page, never a redirect', async () => {
  const { browser, hint } = await signedIn('bad-uri@example.com')
  const evil = 'https://evil.example.com/'
  staysHere(await browser.open(logoutPath({ id_token_hint: hint, post_logout_redirect_uri: evil, state: 's' })))
  expect(browser.page?.status).toBe(400)
  expect(browser.page?.html).toContain('invalid_logout_uri')
})

test('oidcc-rp-initiated-logout-modified-id-token-hint: alg none is not trusted (ATO-25)', async () => {
  const { browser, hint } = await signedIn('modified@example.com')
  const none = Buffer.from('{"alg":"none"}').toString('base64url')
  const modified = `${none}.${hint.split('.')[1] ?? ''}.`
  staysHere(await browser.open(logoutPath({ id_token_hint: modified, post_logout_redirect_uri: BYE, state: 's' })))
  staysHere(await browser.submit('confirm'))
  expect(await isSignedIn(browser)).toBe(false)
})

test('oidcc-rp-initiated-logout-bad-id-token-hint: a hint with a foreign signature is not trusted', async () => {
  const { browser, hint } = await signedIn('bad-hint@example.com')
  const [header = '', payload = ''] = hint.split('.')
  const forged = `${header}.${payload}.${Buffer.alloc(256, 7).toString('base64url')}`
  const parameters = { id_token_hint: forged, client_id: client.clientId, post_logout_redirect_uri: BYE, state: 's' }
  staysHere(await browser.open(logoutPath(parameters)))
  expect(await isSignedIn(browser)).toBe(true)
  staysHere(await browser.submit('confirm'))
})

test('oidcc-rp-initiated-logout-no-id-token-hint: the person is asked first, and not redirected', async () => {
  const { browser } = await signedIn('no-hint@example.com')
  staysHere(await browser.open(logoutPath({ post_logout_redirect_uri: BYE, state: 's' })))
  expect(await isSignedIn(browser)).toBe(true)
  staysHere(await browser.submit('confirm'))
  expect(await isSignedIn(browser)).toBe(false)
})

test.each([
  ['oidcc-rp-initiated-logout-no-params', '/logout'],
  ['oidcc-rp-initiated-logout-only-state', '/logout?state=s'],
])('%s: signed out, and a page says so', async (name, path) => {
  const { browser } = await signedIn(`${name}@example.com`)
  staysHere(await browser.open(path))
  expect(browser.page?.html).toContain('You are signed out')
  expect(await isSignedIn(browser)).toBe(false)
})

test('oidcc-rp-initiated-logout-no-post-logout-redirect-uri: signed out, and a page says so', async () => {
  const { browser, hint } = await signedIn('no-uri@example.com')
  staysHere(await browser.open(logoutPath({ id_token_hint: hint, state: 's' })))
  expect(browser.page?.html).toContain('You are signed out')
  expect(await isSignedIn(browser)).toBe(false)
})

test('oidcc-rp-initiated-logout-no-state: back without a state', async () => {
  const { browser, hint } = await signedIn('no-state@example.com')
  expect(await browser.open(logoutPath({ id_token_hint: hint, post_logout_redirect_uri: BYE }))).toBe(BYE)
})

test('oidcc-rp-initiated-logout-query-added-to-post-logout-redirect-uri: no redirect', async () => {
  const { browser, hint } = await signedIn('query@example.com')
  const parameters = { id_token_hint: hint, post_logout_redirect_uri: `${BYE}?foo=bar`, state: 's' }
  staysHere(await browser.open(logoutPath(parameters)))
  expect(browser.page?.status).toBe(400)
})

test.each([
  `${BYE}/`,
  `${BYE}#f`,
  `${BYE}/../x`,
  `${BYE}%2e`,
  'https://app.example.com:443/post_logout_redirect',
  'https://app.example.com./post_logout_redirect',
  'https://app.example.com@evil.test/post_logout_redirect',
  'https://APP.example.com/post_logout_redirect',
  'https://app.example.com/POST_logout_redirect',
  'https://app.example.com.evil.test/post_logout_redirect',
  '//evil.test/post_logout_redirect',
  'https:evil.test',
  '\\\\evil.test',
  'java\tscript:alert(1)',
  'javascript:alert(1)',
  'data:text/html,x',
  ` ${BYE}`,
  OTHER_BYE,
])('ATO-08 %j is not the registered address', async (uri) => {
  const { browser, hint } = await signedIn(`ato-08-${Buffer.from(uri).toString('hex').slice(-40)}@example.com`)
  staysHere(await browser.open(logoutPath({ id_token_hint: hint, post_logout_redirect_uri: uri })))
  expect(browser.page?.status).toBe(400)
})

test('AS-62 an expired ID token is a good hint', async () => {
  const { browser, hint } = await signedIn('expired@example.com')
  await server.advance(Number(claimsOf(hint)['exp']) - Number(claimsOf(hint)['iat']) + 60)
  expect(await browser.open(logoutPath({ id_token_hint: hint, post_logout_redirect_uri: BYE }))).toBe(BYE)
})

test('AS-42 an access token is not accepted as a hint', async () => {
  const { browser, tokens } = await signedIn('access@example.com')
  const parameters = { id_token_hint: tokens.access_token, post_logout_redirect_uri: BYE }
  staysHere(await browser.open(logoutPath(parameters)))
  staysHere(await browser.submit('confirm'))
})

test('a hint that was issued to another client than the named one is not trusted', async () => {
  const { browser, hint } = await signedIn('mismatch@example.com')
  const parameters = { id_token_hint: hint, client_id: other.clientId, post_logout_redirect_uri: OTHER_BYE }
  staysHere(await browser.open(logoutPath(parameters)))
  staysHere(await browser.submit('confirm'))
})

test('a hint of another person does not sign this person out without a question', async () => {
  const { hint } = await signedIn('attacker@example.com')
  const { browser } = await signedIn('victim@example.com')
  staysHere(await browser.open(logoutPath({ id_token_hint: hint, post_logout_redirect_uri: BYE })))
  expect(await isSignedIn(browser)).toBe(true)
  expect(await browser.submit('confirm')).toBe(BYE)
})

test('client_id alone asks, names the application, and then goes to the address that this application registered', async () => {
  const { browser } = await signedIn('client-id@example.com')
  const parameters = { client_id: other.clientId, post_logout_redirect_uri: OTHER_BYE, state: 'x' }
  staysHere(await browser.open(logoutPath(parameters)))
  expect(browser.page?.html).toContain('Shop asked us to sign you out')
  expect(await browser.submit('confirm')).toBe(`${OTHER_BYE}&state=x`)
})

test('without a session and without a hint the browser is not redirected', async () => {
  const browser = new BrowserSession(server)
  staysHere(await browser.open(logoutPath({ client_id: client.clientId, post_logout_redirect_uri: BYE })))
  expect(browser.page?.html).toContain('You are signed out')
})

test('a hint is enough where the session has ended already', async () => {
  const { hint } = await signedIn('ended@example.com')
  const location = await new BrowserSession(server).open(
    logoutPath({ id_token_hint: hint, post_logout_redirect_uri: BYE, state: 's' }),
  )
  expect(location).toBe(`${BYE}?state=s`)
})

test('the request may be posted, also from another site', async () => {
  const { browser, hint } = await signedIn('posted@example.com')
  const body = new URLSearchParams({ id_token_hint: hint, post_logout_redirect_uri: BYE, state: 's' }).toString()
  const headers = {
    'content-type': 'application/x-www-form-urlencoded',
    origin: 'https://app.example.com',
    'sec-fetch-site': 'cross-site',
  }
  const foreign = await server.request('/logout', { method: 'POST', body, headers })
  expect(await browser.open(foreign.headers.get('location') ?? '')).toBe(`${BYE}?state=s`)
  expect(await isSignedIn(browser)).toBe(false)
})

test('AS-62 the confirmation cannot be posted from another site', async () => {
  const { browser } = await signedIn('csrf@example.com')
  await browser.open(logoutPath({ post_logout_redirect_uri: BYE }))
  const { action, fields } = browser.form('confirm')
  const post = browser.formPost(fields)
  await browser.open(action, { ...post, headers: { ...post.headers, 'sec-fetch-site': 'cross-site' } })
  expect(browser.page?.status).toBe(403)
  expect(await isSignedIn(browser)).toBe(true)
})

test('AS-62 the confirmation of one session does not end another', async () => {
  const { browser: first } = await signedIn('one@example.com')
  const { browser: second } = await signedIn('two@example.com')
  await first.open(logoutPath({ post_logout_redirect_uri: BYE }))
  const { action, fields } = first.form('confirm')
  await second.open(action, second.formPost(fields))
  expect(await isSignedIn(second)).toBe(true)
})

test('a confirmation of a request that we did not seal is rejected', async () => {
  const { browser } = await signedIn('unsealed@example.com')
  await browser.open(logoutPath({ post_logout_redirect_uri: BYE }))
  const { action, fields } = browser.form('confirm')
  await browser.open(action, browser.formPost({ ...fields, request: 'redirect=x' }))
  expect(browser.page?.status).toBe(400)
})

test('AS-12 a repeated address is rejected', async () => {
  const { browser, hint } = await signedIn('twice@example.com')
  const twice = `post_logout_redirect_uri=${encodeURIComponent(BYE)}&post_logout_redirect_uri=https://evil.test`
  staysHere(await browser.open(`/logout?id_token_hint=${hint}&${twice}`))
  expect(browser.page?.status).toBe(400)
})

test('AS-46 a hint of another issuer is not trusted', async () => {
  const { browser, hint } = await signedIn('issuer@example.com')
  const payload = Buffer.from(JSON.stringify({ ...claimsOf(hint), iss: 'https://other.test' })).toString('base64url')
  const [header = '', , signature = ''] = hint.split('.')
  const changed = `${header}.${payload}.${signature}`
  staysHere(await browser.open(logoutPath({ id_token_hint: changed, post_logout_redirect_uri: BYE })))
  staysHere(await browser.submit('confirm'))
})

test('all_sessions=true signs out every browser of the person here too', async () => {
  const { browser: elsewhere } = await signedIn('everywhere@example.com')
  const { browser, hint } = await signedIn('everywhere@example.com')
  await browser.open(logoutPath({ id_token_hint: hint, all_sessions: 'true' }))
  expect(await isSignedIn(elsewhere)).toBe(false)
})

test('logout_hint of the person who is signed in changes nothing: address, sub or sid', async () => {
  const hints = [async () => 'hinted@example.com', subOf, sidOf]
  for (const hintOf of hints) {
    const { browser, hint } = await signedIn('hinted@example.com')
    const parameters = { id_token_hint: hint, post_logout_redirect_uri: BYE, logout_hint: await hintOf(hint) }
    expect(await browser.open(logoutPath(parameters))).toBe(BYE)
  }
})

const subOf = async (idToken: string) => String(claimsOf(idToken)['sub'])

async function sidOf(idToken: string): Promise<string> {
  const path = `/api/v1/users/${await subOf(idToken)}/sessions`
  const { sessions } = (await manage(server, 'GET', path)) as { sessions: { session_id: string }[] }
  return sessions[0]?.session_id.replace('session_0x', '') ?? ''
}

test.each(['somebody@example.com', `kp_${'0'.repeat(32)}`, 'x'])(
  'logout_hint %s of another person: the person is asked, whatever the ID token names',
  async (logoutHint) => {
    const { browser, hint } = await signedIn('doubted@example.com')
    const parameters = { id_token_hint: hint, post_logout_redirect_uri: BYE, logout_hint: logoutHint }
    staysHere(await browser.open(logoutPath(parameters)))
    expect(await isSignedIn(browser)).toBe(true)
    expect(await browser.submit('confirm')).toBe(BYE)
  },
)

test('logout_hint alone proves nothing: the person is asked', async () => {
  const { browser } = await signedIn('alone@example.com')
  await browser.open(logoutPath({ logout_hint: 'alone@example.com' }))
  expect(await isSignedIn(browser)).toBe(true)
})
