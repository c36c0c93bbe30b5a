import { measureThroughput } from '../load/measure.mjs'
import { requestBytes } from '../load/request.mjs'
import { authorizePath, furnish } from '../subjects/gatehouse.mjs'
import * as sources from './sources.mjs'
import { lookAtKeys, lookAtMetadata } from './looks.mjs'
import { checkTokens } from './checks.mjs'

const TOKEN_PATH = '/oauth2/token'
/** One browser signs in silently 60 times a minute at most, and a stock of codes is 10,000 sign-ins or more. */
const PEOPLE = 300
const CHAINS = 1_000
const PREPARING = 32
/** A code is valid for a minute, and half of it is left for the run. */
const MOST_SECONDS = 30

/**
 * The requests of each case to Gatehouse. Every function makes a new Source for one run of about `requests` requests.
 */
export async function gatehouseCases(server) {
  const { origin, port } = server
  const { client, machine, cookies } = await furnish(server, PEOPLE)
  const keys = await sources.keysOf(origin, '/.well-known/jwks')
  const shared = { origin, tokenPath: TOKEN_PATH, client, keys }

  async function codes(count) {
    const requests = cookies.map((cookie) => ({
      bytes: requestBytes({ origin, path: authorizePath(client), headers: { cookie } }),
    }))
    const { source, found } = codeSource(requests, count)
    await measureThroughput({ port, source, concurrency: PREPARING, seconds: MOST_SECONDS })
    return found
  }

  const exchangeSource = async (count, take) => {
    const requests = (await codes(count)).map((code) => sources.codeRequest({ ...shared, code }))
    return sources.stockOf(requests, checkTokens({ keys, jwts: ['access_token', 'id_token'], take }))
  }

  const signedIn = async () => {
    const answers = []
    const source = await exchangeSource(CHAINS, (answer) => void answers.push(answer))
    await measureThroughput({ port, source, concurrency: PREPARING, seconds: MOST_SECONDS })
    return answers
  }

  return {
    discovery: () =>
      sources.documentSource({ origin, path: '/.well-known/openid-configuration', look: lookAtMetadata(origin) }),
    keySet: () => sources.documentSource({ origin, path: '/.well-known/jwks', look: lookAtKeys }),
    signInPage: () => signInPageSource(origin, client),
    codeExchange: ({ requests }) => exchangeSource(requests),
    async refresh() {
      return sources.refreshSource({ ...shared, tokens: (await signedIn()).map((answer) => answer.refresh_token) })
    },
    async userProfile() {
      const tokens = (await signedIn()).map((answer) => answer.access_token)
      return sources.profileSource({ origin, path: '/oauth2/v2/user_profile', tokens })
    },
    async introspection() {
      const tokens = (await signedIn()).map((answer) => answer.access_token)
      return sources.introspectionSource({ origin, path: '/oauth2/introspect', client, tokens })
    },
    clientCredentials() {
      const { id, secret, audience } = machine
      const fields = { client_id: id, client_secret: secret, audience, scope: 'api' }
      return sources.clientCredentialsSource({ ...shared, fields })
    },
    signInPath: authorizePath(client),
  }
}

/** Sends each request in turn until `count` were sent, and keeps the codes that come back. */
function codeSource(requests, count) {
  const found = []
  let sent = 0
  const source = {
    next: () => (sent < count ? requests[sent++ % requests.length] : undefined),
    check({ status, head }) {
      const location = /\r\nlocation: (\S+)/i.exec(head)?.[1]
      const code = /[?&]code=([\w-]+)/.exec(location ?? '')?.[1]
      if (status !== 303 || code === undefined) return `no code: ${location ?? 'nowhere'}`
      found.push(code)
      return undefined
    },
  }
  return { source, found }
}

function signInPageSource(origin, client) {
  const request = { bytes: requestBytes({ origin, path: authorizePath(client) }) }
  let last
  return {
    next: () => request,
    check({ status, head, body }) {
      if (status !== 200) return `status ${status}`
      const nonce = /style-src 'nonce-([\w-]+)'/.exec(head)?.[1]
      if (nonce === undefined || nonce === last) return 'no nonce, or the one of the page before'
      last = nonce
      return body.includes('<form method="post"') && body.includes('type="email"') ? undefined : 'not the sign-in page'
    },
  }
}
