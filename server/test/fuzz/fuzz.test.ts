import { expect, test } from 'vitest'
import { BrowserSession } from '../browser-session.ts'
import { aDevice, askForCode, enterCode } from '../device.ts'
import { anApi, api, authorize } from '../management.ts'
import { anApplication, authorizePath, exchange, manage, pkce, signUp, type Tokens } from '../oauth.ts'
import { numberFrom, seededRandom } from '../random.ts'
import { startServer } from '../server.ts'
import { endpointsOf, type Material } from './endpoints.ts'
import { fuzzed, type FuzzedRequest } from './mutations.ts'

const REQUESTS = numberFrom('GATEHOUSE_FUZZ_REQUESTS', 2_000)
const SEED = numberFrom('GATEHOUSE_FUZZ_SEED', 20_261_121)
/** Number of requests after which codes, tokens and flows are renewed, because requests use them up. */
const PER_ROUND = 100
const LIMIT_MS = 60_000 + REQUESTS * 40

const server = await startServer()
const random = seededRandom(SEED)
const REDIRECT_URI = 'https://app.test/cb'
const LOGOUT_URI = 'https://app.test/bye'
const spa = await anApplication(server, { redirectUri: REDIRECT_URI })
const web = await anApplication(server, { type: 'reg', redirectUri: `${REDIRECT_URI}?tenant=1` })
await manage(server, 'POST', `/api/v1/applications/${spa.clientId}/auth_logout_urls`, { urls: [LOGOUT_URI] })
const device = await aDevice(server)
const calls = await api(server)
const logs = await anApi(calls, { audience: 'https://logs.test', keys: ['read'] })
for (const clientId of [spa.clientId, web.clientId, device]) await authorize(calls, logs, { clientId, keys: ['read'] })

const REGISTERED = [REDIRECT_URI, `${REDIRECT_URI}?tenant=1`, LOGOUT_URI]

let rounds = 0
/** How often each status was answered. */
const statuses = new Map<number, number>()

/** Signs a person in, starts a device and opens a flow: everything that a request may refer to. */
async function aRound(): Promise<Material> {
  rounds += 1
  await server.query('delete from rate_limits')
  const email = `person${String(rounds)}@example.com`
  const signedIn = await signUp(server, spa, email)
  const tokens = (await (await exchange(server, spa, signedIn)).json()) as Tokens
  const { browser } = signedIn
  const again = pkce()
  const callback = new URL(await browser.open(authorizePath(spa, again)))
  const asked = await askForCode(server, { client_id: device })
  await enterCode(server, asked.user_code, browser)
  const devicePath = new URL(browser.page?.url ?? server.origin).pathname
  const visitor = new BrowserSession(server)
  await visitor.open(authorizePath(spa, pkce()))
  const { action, fields } = visitor.form('identify')
  const cookies = [...browser.cookies, ...visitor.cookies].map(([name, value]) => `${name}=${value}`)
  return {
    publicClient: spa.clientId,
    confidentialClient: web.clientId,
    clientSecret: web.clientSecret ?? '',
    device,
    redirectUri: REDIRECT_URI,
    logoutUri: LOGOUT_URI,
    audience: logs.audience,
    challenge: again.challenge,
    verifier: again.verifier,
    code: callback.searchParams.get('code') ?? '',
    refreshToken: tokens.refresh_token,
    accessToken: tokens.access_token,
    idToken: tokens.id_token,
    deviceCode: asked.device_code,
    userCode: asked.user_code,
    devicePath,
    flowId: action.split('/')[2] ?? '',
    flow: new URL(action, server.origin).searchParams.get('flow') ?? '',
    csrf: fields['csrf'] ?? '',
    cookies: random.chance(0.5) ? cookies.join('; ') : cookies.slice(browser.cookies.size).join('; '),
  }
}

/** Returns the problem of an answer, or undefined. */
async function faultOf({ path, init }: FuzzedRequest): Promise<string | undefined> {
  const response = await server.request(path, init)
  const text = await response.text()
  statuses.set(response.status, (statuses.get(response.status) ?? 0) + 1)
  if (response.status >= 500) return `status ${String(response.status)}: ${text.slice(0, 300)}`
  const location = response.headers.get('location')
  if (location !== null && !isAllowed(location)) return `a redirect to ${location}`
  const foreign = [...text.matchAll(/<form[^>]* action="([^"]*)"/g)].find(([, action = '']) => !isAllowed(action))
  if (foreign) return `a form to ${String(foreign[1])}`
  if (text.includes('<script>alert(1)')) return 'markup of the request in the page'
  if (/\bat [\w.<> ]+ \(?(file:|node:|\/)/.test(text)) return `a stack: ${text.slice(0, 300)}`
  return undefined
}

/** Whether an address is ours, or a registered one with an answer. */
function isAllowed(location: string): boolean {
  if (/^\/(?![/\\])/.test(location) || location.startsWith(`${server.origin}/`)) return true
  return REGISTERED.some((uri) => location === uri || location.startsWith(`${uri}${uri.includes('?') ? '&' : '?'}`))
}

test(
  `AS-02 ATO-08 none of ${String(REQUESTS)} malformed requests causes a failure or leads elsewhere`,
  async () => {
    for (let sent = 0; sent < REQUESTS; sent += PER_ROUND) {
      const endpoints = endpointsOf(await aRound())
      for (let index = 0; index < PER_ROUND; index += 1) {
        const request = fuzzed(random, random.pick(endpoints))
        const fault = await faultOf(request)
        if (fault === undefined) continue
        const { method, headers, body } = request.init
        const shown = JSON.stringify({ method, path: request.path, headers: [...new Headers(headers)], body }, null, 1)
        throw new Error(`seed ${String(SEED)}, request ${String(sent + index)}: ${fault}\n${shown}`)
      }
    }
    if (REQUESTS > 5_000) console.info(`seed ${String(SEED)}: ${JSON.stringify(Object.fromEntries(statuses))}`)
    expect([...statuses.keys()]).toEqual(expect.arrayContaining([200, 303, 400]))
  },
  LIMIT_MS,
)
