import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { BrowserSession } from '../browser-session.ts'
import { anApi, api, authorize } from '../management.ts'
import { anApplication, claimsOf, mailedCode, manage } from '../oauth.ts'
import { freePort } from '../server.ts'
import { startProcess } from '../start/processes.ts'
import { startTlsServer } from '../tls-server.ts'

const server = await startTlsServer()
const port = await freePort()
const SITE = `http://localhost:${String(port)}`
const client = await anApplication(server, { type: 'reg', redirectUri: `${SITE}/callback` })
await manage(server, 'POST', `/api/v1/applications/${client.clientId}/auth_logout_urls`, { urls: [SITE] })
const calls = await api(server)
const notes = await anApi(calls, { audience: 'https://notes.example' })
await authorize(calls, notes, { clientId: client.clientId })
const website = startProcess([fileURLToPath(new URL('express-app.mjs', import.meta.url))], {
  env: {
    ISSUER: server.origin,
    SITE,
    PORT: String(port),
    CLIENT_ID: client.clientId,
    CLIENT_SECRET: client.clientSecret ?? '',
    AUDIENCE: notes.audience,
    NODE_EXTRA_CA_CERTS: server.authorityFile,
  },
})
await website.line(/listening/)

/** Somebody's browser at the website; another one of the same person goes to the issuer. */
function aVisitor() {
  const jar = new Map<string, string>()
  const get = async (path: string, headers: Record<string, string> = {}) => {
    const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ')
    const response = await fetch(new URL(path, SITE), { headers: { cookie, ...headers }, redirect: 'manual' })
    for (const line of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? []
      jar.set(name, value)
    }
    return response
  }
  return { get, goingTo: async (path: string) => (await get(path)).headers.get('location') ?? '' }
}

async function signedUp(email: string) {
  const visitor = aVisitor()
  const browser = new BrowserSession(server)
  await browser.open(await visitor.goingTo('/register'))
  await browser.submit('register', { email, given_name: 'Ada', family_name: 'Lovelace' })
  const callback = await browser.submit('code', { code: await mailedCode(server, email) })
  return { ...visitor, browser, landing: await visitor.goingTo(callback) }
}

test('somebody signs up and is back at the website', async () => {
  const { landing } = await signedUp('landing@example.com')
  expect(landing).toBe(SITE)
})

test('the website knows the person', async () => {
  const { get } = await signedUp('known@example.com')
  expect(await (await get('/me')).json()).toMatchObject({ email: 'known@example.com', given_name: 'Ada' })
})

test('a protected route admits signed-in people, by session or by token, and nobody else', async () => {
  const { get } = await signedUp('protected@example.com')
  const token = await (await get('/token')).text()
  const byToken = await aVisitor().get('/protected', { authorization: `Bearer ${token}` })
  const byNothing = await aVisitor().get('/protected')

  expect(await (await get('/protected')).text()).toBe('let in')
  expect(byToken.status).toBe(200)
  expect(byNothing.status).toBe(302)
})

test('jwtVerify accepts a token for its API by the published keys, over TLS', async () => {
  const { get } = await signedUp('verified@example.com')
  const token = await (await get('/token')).text()
  const answer = await aVisitor().get('/api', { authorization: `Bearer ${token}` })

  expect(claimsOf(token)['aud']).toEqual([notes.audience])
  expect(await answer.json()).toEqual({ id: claimsOf(token)['sub'] })
})

test('jwtVerify refuses a token that was changed', async () => {
  const { get } = await signedUp('forged@example.com')
  const [header, , signature] = (await (await get('/token')).text()).split('.')
  const payload = Buffer.from(JSON.stringify({ iss: server.origin, aud: [notes.audience], sub: 'kp_0' }))
  const forged = [header, payload.toString('base64url'), signature].join('.')

  expect((await aVisitor().get('/api', { authorization: `Bearer ${forged}` })).status).toBe(403)
})

test('signing out ends both sessions and returns to the address that the website chose', async () => {
  const { goingTo, browser } = await signedUp('out@example.com')
  const landing = await browser.open(await goingTo('/logout'))
  await browser.open(await goingTo('/login'))

  expect(landing).toBe(SITE)
  expect(browser.form('identify').action).toContain('/auth/')
})
