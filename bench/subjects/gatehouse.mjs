import { createHash, randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { ROOT, startNode } from '../processes.mjs'
import { BrowserSession } from './browser-session.mjs'

const PATIENCE_MS = 60_000
const POLL_MS = 5
const REDIRECT_URI = 'https://shop.example.com/callback'
const SCOPE = 'openid profile email offline'

/** The flags that `npm start` passes to Node. */
const { scripts } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'))
const FLAGS = scripts.start.split(' ').filter((word) => word.startsWith('--'))

/** The built server on the embedded database, with the settings that a bare `npm start` has, but for how many serve. */
export async function startGatehouse({ port, dataDirectory, profileDirectory, processes = 1, settings = {} }) {
  const origin = `http://localhost:${port}`
  const profiling = profileDirectory ? ['--cpu-prof', `--cpu-prof-dir=${profileDirectory}`] : []
  const started = performance.now()
  const child = startNode([...FLAGS, ...profiling, join(ROOT, 'server', 'bin', 'gatehouse.cjs')], {
    GATEHOUSE_URL: origin,
    PORT: String(port),
    GATEHOUSE_DATA_DIR: dataDirectory,
    GATEHOUSE_PROCESSES: String(processes),
    ...settings,
  })
  await untilReady(origin, child)
  const readyAfterMs = performance.now() - started
  const firstRun = JSON.parse(readFileSync(join(dataDirectory, 'first-run.json'), 'utf8'))
  return { origin, port, pid: child.pid, readyAfterMs, firstRun, stop: child.stop }
}

async function untilReady(origin, child) {
  const deadline = performance.now() + PATIENCE_MS
  while (!(await isReady(origin))) {
    if (child.hasEnded() || performance.now() > deadline)
      throw new Error(`the server did not start:\n${child.output()}`)
    await new Promise((resolve) => setTimeout(resolve, POLL_MS))
  }
}

async function isReady(origin) {
  try {
    const response = await fetch(`${origin}/health/ready`)
    await response.text()
    return response.ok
  } catch {
    return false
  }
}

/** Prepares the cases: an application, and people signed in to it through the pages. */
export async function furnish({ origin, firstRun }, people) {
  const manage = await managementOf({ origin, firstRun })
  const client = await createShop(manage)
  const machine = await createMachine(manage)
  const cookies = []
  for (let number = 0; number < people; number += 1) cookies.push(await signUp(origin, client, number))
  return { client, machine, cookies }
}

/** Prepares an application to which people sign in by password, or by another method. */
export async function furnishPasswords(server, method = 'email:password') {
  const manage = await managementOf(server)
  const client = await createShop(manage)
  await manage('PATCH', `/applications/${client.id}/settings`, { email_method: method })
  return client
}

async function managementOf({ origin, firstRun }) {
  const token = await managementToken(firstRun.management)
  return async (method, path, body) => {
    const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' }
    const response = await fetch(`${origin}/api/v1${path}`, { method, headers, body: JSON.stringify(body) })
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`)
    return response.status === 204 ? undefined : response.json()
  }
}

async function createShop(manage) {
  const { application } = await manage('POST', '/applications', { name: 'Shop', type: 'reg' })
  await manage('POST', `/applications/${application.client_id}/auth_redirect_urls`, { urls: [REDIRECT_URI] })
  const verifier = randomBytes(32).toString('base64url')
  return { id: application.client_id, secret: application.client_secret, redirectUri: REDIRECT_URI, verifier }
}

/** @returns the newest code that was mailed to an address */
export async function mailedCode(origin, email) {
  const response = await fetch(`${origin}/dev/inbox/messages?to=${encodeURIComponent(email)}`)
  const { messages } = await response.json()
  return messages[0].code
}

/** A client of an API with one scope, as the peer's is. */
async function createMachine(manage) {
  const audience = 'https://api.example.com'
  const { api } = await manage('POST', '/apis', { name: 'Stock', audience })
  const { scope } = await manage('POST', `/apis/${api.id}/scopes`, { key: 'api' })
  const { application } = await manage('POST', '/applications', { name: 'Robot', type: 'm2m' })
  const { client_id: id, client_secret: secret } = application
  await manage('PATCH', `/apis/${api.id}/applications`, { applications: [{ id }] })
  await manage('POST', `/apis/${api.id}/applications/${id}/scopes/${scope.id}`)
  return { id, secret, audience }
}

async function managementToken({ client_id, client_secret, audience, token_endpoint }) {
  const body = new URLSearchParams({ grant_type: 'client_credentials', client_id, client_secret, audience })
  const response = await fetch(token_endpoint, { method: 'POST', body })
  return (await response.json()).access_token
}

/** @returns the cookies of a browser that is signed in */
async function signUp(origin, client, number) {
  const browser = new BrowserSession(origin)
  const email = `person-${number}@example.com`
  await browser.open(`${authorizePath(client)}&prompt=create`)
  await browser.submit('register', { email, given_name: 'Ada', family_name: 'Lovelace' })
  const location = await browser.submit('code', { code: await mailedCode(origin, email) })
  if (!location.startsWith(`${REDIRECT_URI}?`)) throw new Error(`the sign-up ended at ${location}`)
  return browser.cookieHeader()
}

export function authorizePath(client) {
  const parameters = {
    client_id: client.id,
    redirect_uri: client.redirectUri,
    response_type: 'code',
    scope: SCOPE,
    state: 'a-state-of-the-client',
    nonce: 'a-nonce-of-the-client',
    code_challenge: createHash('sha256').update(client.verifier).digest('base64url'),
    code_challenge_method: 'S256',
  }
  return `/oauth2/auth?${new URLSearchParams(parameters)}`
}
