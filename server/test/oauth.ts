import { createHash, randomBytes } from 'node:crypto'
import { BrowserSession } from './browser-session.ts'
import type { TestServer } from './server.ts'

export interface TestClient {
  readonly clientId: string
  readonly clientSecret: string | undefined
  readonly redirectUri: string
}

/** An application, registered through the Management API. */
export async function anApplication(
  server: TestServer,
  options: { type?: 'spa' | 'reg'; redirectUri?: string; settings?: Record<string, unknown> } = {},
): Promise<TestClient> {
  const { type = 'spa', redirectUri = 'https://app.example.com/callback', settings } = options
  const created = await manage(server, 'POST', '/api/v1/applications', { name: 'Shop', type })
  const { application } = created as { application: { client_id: string; client_secret?: string } }
  const path = `/api/v1/applications/${application.client_id}`
  await manage(server, 'POST', `${path}/auth_redirect_urls`, { urls: [redirectUri] })
  if (settings) await manage(server, 'PATCH', `${path}/settings`, settings)
  return { clientId: application.client_id, clientSecret: application.client_secret, redirectUri }
}

export async function manage(server: TestServer, method: string, path: string, body?: unknown): Promise<unknown> {
  const response = await server.request(path, {
    method,
    headers: { authorization: `Bearer ${await managementTokenOf(server)}`, 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
  if (!response.ok) throw new Error(`${method} ${path}: ${String(response.status)} ${await response.text()}`)
  return response.json()
}

/** Fetches a new token each time: a test may have moved the clock past the end of an earlier one. */
async function managementTokenOf(server: TestServer): Promise<string> {
  const { client_id, client_secret, audience } = server.firstRun.management
  const fields = { grant_type: 'client_credentials', client_id, client_secret, audience }
  const response = await postForm(server, '/oauth2/token', fields)
  return ((await response.json()) as { access_token: string }).access_token
}

export function postForm(
  server: TestServer,
  path: string,
  fields: Record<string, string>,
  headers: Record<string, string> = {},
): Promise<Response> {
  return server.request(path, {
    method: 'POST',
    body: new URLSearchParams(fields).toString(),
    headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
  })
}

export interface Pkce {
  readonly verifier: string
  readonly challenge: string
}

export function pkce(): Pkce {
  const verifier = randomBytes(32).toString('base64url')
  return { verifier, challenge: createHash('sha256').update(verifier).digest('base64url') }
}

/** The path of an authorization request with PKCE; `undefined` leaves a parameter out. */
export function authorizePath(client: TestClient, proof: Pkce, more: Record<string, string | undefined> = {}): string {
  const parameters = {
    client_id: client.clientId,
    redirect_uri: client.redirectUri,
    response_type: 'code',
    scope: 'openid profile email offline',
    state: 'state-1',
    nonce: 'nonce-1',
    code_challenge: proof.challenge,
    code_challenge_method: 'S256',
    ...more,
  }
  const present = Object.entries(parameters).filter((entry): entry is [string, string] => entry[1] !== undefined)
  return `/oauth2/auth?${new URLSearchParams(present).toString()}`
}

/** Returns the newest code that was mailed to an address. */
export async function mailedCode(server: TestServer, to: string): Promise<string> {
  return (await newestMail(server, to)).code
}

export async function newestMail(server: TestServer, to: string): Promise<{ code: string; text: string }> {
  const authorization = `Bearer ${server.firstRun.inbox_token}`
  const path = `/dev/inbox/messages?to=${encodeURIComponent(to)}`
  const response = await server.request(path, { headers: { authorization } })
  const { messages } = (await response.json()) as { messages: { code: string; text: string }[] }
  const [newest] = messages
  if (!newest) throw new Error(`no mail for ${to}`)
  return newest
}

export interface SignedIn {
  readonly browser: BrowserSession
  readonly callback: URL
  readonly proof: Pkce
}

/** Signs a new person up by code, up to the callback of the application; a known person signs in. */
export async function signUp(
  server: TestServer,
  client: TestClient,
  email: string,
  more: Record<string, string> = {},
  browser = new BrowserSession(server),
): Promise<SignedIn> {
  const proof = pkce()
  await browser.open(authorizePath(client, proof, { prompt: 'create', ...more }))
  await browser.submit('register', { email, given_name: 'Ada', family_name: 'Lovelace' })
  const callback = await browser.submit('code', { code: await mailedCode(server, email) })
  return { browser, proof, callback: new URL(callback) }
}

/** Signs a person out of every browser, by the page that asks for confirmation. */
export async function signOutEverywhere(browser: BrowserSession): Promise<void> {
  await browser.open('/logout?all_sessions=true')
  await browser.submit('confirm')
}

export interface Tokens {
  readonly access_token: string
  readonly id_token: string
  readonly refresh_token: string
  readonly expires_in: number
  readonly scope: string
  readonly token_type: string
}

export async function exchange(
  server: TestServer,
  client: TestClient,
  { callback, proof }: Pick<SignedIn, 'callback' | 'proof'>,
): Promise<Response> {
  return postForm(server, '/oauth2/token', {
    grant_type: 'authorization_code',
    client_id: client.clientId,
    ...(client.clientSecret === undefined ? {} : { client_secret: client.clientSecret }),
    code: callback.searchParams.get('code') ?? '',
    redirect_uri: client.redirectUri,
    code_verifier: proof.verifier,
  })
}

export async function refresh(server: TestServer, client: TestClient, refreshToken: string): Promise<Response> {
  return postForm(server, '/oauth2/token', {
    grant_type: 'refresh_token',
    client_id: client.clientId,
    ...(client.clientSecret === undefined ? {} : { client_secret: client.clientSecret }),
    refresh_token: refreshToken,
  })
}

export function claimsOf(jwt: string): Record<string, unknown> {
  return JSON.parse(Buffer.from(jwt.split('.')[1] ?? '', 'base64url').toString('utf8')) as Record<string, unknown>
}
