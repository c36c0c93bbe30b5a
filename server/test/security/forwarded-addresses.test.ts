import { pino } from 'pino'
import { expect, test } from 'vitest'
import { createApp } from '../../src/app.ts'
import { BrowserSession } from '../browser-session.ts'
import { anApplication, authorizePath, newestMail, pkce } from '../oauth.ts'
import { startServer, type TestServer } from '../server.ts'
import { anAccount } from './builders.ts'

// Requests that are made in process come from 127.0.0.1, which is the proxy nearest to this server.
const server = await startServer({ settings: { GATEHOUSE_TRUSTED_PROXIES: '127.0.0.1, 10.0.0.0/8, fd00::/8' } })
const direct = await startServer()
const client = await anApplication(server)
const passwordClient = await anApplication(server, { settings: { email_method: 'email:password' } })
const PROXY = '127.0.0.1'

/** Sends every request as a proxy forwards it that puts this value into X-Forwarded-For. */
function behindProxy(forwarded: () => string, to: TestServer = server): TestServer {
  const withHeader = (init: RequestInit = {}) => {
    const headers = new Headers(init.headers)
    headers.set('x-forwarded-for', forwarded())
    return { ...init, headers }
  }
  return { ...to, request: (path, init) => to.request(path, withHeader(init)) }
}

let people = 0

/** Returns the address that a mail names as the one that asked for the code. */
async function addressBehind(forwarded: string, to = server, application = client): Promise<string | undefined> {
  const email = `person-${String((people += 1))}@example.com`
  const browser = new BrowserSession(behindProxy(() => forwarded, to))
  await browser.open(authorizePath(application, pkce(), { prompt: 'create' }))
  await browser.submit('register', { email })
  const { text } = await newestMail(to, email)
  return /\b(?:\d{1,3}(?:\.\d{1,3}){3}|[0-9a-f]{0,4}(?::[0-9a-f]{0,4}){2,7})\b/.exec(text)?.[0]
}

test.each([
  ['an address', '203.0.113.9', '203.0.113.9'],
  ['an address with a port', '203.0.113.9:50123', '203.0.113.9'],
  ['an IPv6 address', '2001:db8::9', '2001:db8::9'],
  ['an IPv6 address in brackets', '[2001:db8::9]', '2001:db8::9'],
  ['an IPv6 address in brackets with a port', '[2001:db8::9]:50123', '2001:db8::9'],
  ['an IPv4 address in IPv6 form with a port', '[::ffff:203.0.113.9]:50123', '203.0.113.9'],
  ['an address with the interface that it is at', 'fe80::9%br-lan.7', 'fe80::9'],
  ['a list behind two proxies', '198.51.100.1, 203.0.113.9:1, 10.0.0.7:443, [fd00::7]:443', '203.0.113.9'],
  ['addresses of proxies only', '10.0.0.8, 10.0.0.7', '10.0.0.8'],
])('X7-2 the client is found in %s', async (_form, forwarded, client) => {
  expect(await addressBehind(forwarded)).toBe(client)
})

test.each([
  ['unknown', '198.51.100.1, unknown', PROXY],
  ['an empty entry', '198.51.100.1, ', PROXY],
  ['an obfuscated identifier', '198.51.100.1, _hidden', PROXY],
  ['a name', '198.51.100.1, client.example.com', PROXY],
  ['a port that is no number', '198.51.100.1, 203.0.113.9:x', PROXY],
  ['brackets that do not close', '198.51.100.1, [2001:db8::9', PROXY],
  ['an address in octal', '198.51.100.1, 0313.0.0161.011', PROXY],
  ['an address in one number', '198.51.100.1, 3405803785', PROXY],
  ['an entry before a trusted proxy', '198.51.100.1, unknown, 10.0.0.7', '10.0.0.7'],
])('ATO-41 %s ends the search at the last trusted address', async (_form, forwarded, proxy) => {
  expect(await addressBehind(forwarded)).toBe(proxy)
})

test('X7-2 the header counts from trusted proxies only', async () => {
  expect(await addressBehind('203.0.113.9', direct, await anApplication(direct))).toBe('127.0.0.1')
})

test.each([
  ['a port', ', 203.0.113.7:50123'],
  ['unknown', ', unknown'],
  ['nothing', ', '],
])(
  'ATO-41 a client that writes the header itself gets five guesses, also where the proxy adds %s',
  async (name, added) => {
    const email = `guessed-${name.replace(' ', '-')}@example.com`
    await anAccount(server, { email, password: 'correct horse battery' })
    let guesses = 0
    const browser = new BrowserSession(behindProxy(() => `198.51.100.${String((guesses += 1))}${added}`))
    await browser.open(authorizePath(passwordClient, pkce()))
    await browser.submit('identify', { email })
    for (const password of ['guess 1', 'guess 2', 'guess 3', 'guess 4', 'guess 5']) {
      await browser.submit('password', { password })
    }
    expect(browser.page?.status).toBe(429)
  },
)

test('a proxy that sends entries that are no addresses is logged once', async () => {
  const lines: string[] = []
  const log = pino({ level: 'warn' }, { write: (line: string) => lines.push(line) })
  const services = { ...server.opened.services, log }
  const app = createApp({ services, config: server.config, isStopping: () => false })
  for (const forwarded of ['203.0.113.9, unknown', '203.0.113.9, -']) {
    await app.request(`${server.origin}/.well-known/openid-configuration`, {
      headers: { 'x-forwarded-for': forwarded },
    })
  }
  expect(lines.map((line) => JSON.parse(line) as unknown)).toEqual([
    expect.objectContaining({ entry: 'unknown', proxy: PROXY, msg: expect.stringContaining('X-Forwarded-For') }),
  ])
})
