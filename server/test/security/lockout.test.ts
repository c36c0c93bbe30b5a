import { beforeEach, expect, test } from 'vitest'
import { BrowserSession } from '../browser-session.ts'
import { anApplication, authorizePath, mailedCode, pkce, type TestClient } from '../oauth.ts'
import { startServer, type TestServer } from '../server.ts'
import { anAccount, identify, otherThan, PASSWORD } from './builders.ts'

const server = await startServer({ settings: { GATEHOUSE_TRUSTED_PROXIES: '127.0.0.1' } })
const client = await anApplication(server, { settings: { email_method: 'email:password' } })
const byCode = await anApplication(server, { redirectUri: 'https://code.example.com/cb' })
const HOME = '198.51.100.7'
const ELSEWHERE = '203.0.113.9'
beforeEach(() => server.query('delete from rate_limits'))

/** Sends requests from an address. */
const from = (ip: string): TestServer => ({
  ...server,
  request: (path, init = {}) => {
    const headers = new Headers(init.headers)
    headers.set('x-forwarded-for', ip)
    return server.request(path, { ...init, headers })
  },
})

let accounts = 0
async function anOwner(): Promise<string> {
  accounts += 1
  const email = `owner-${String(accounts)}@example.com`
  await anAccount(server, { email, password: PASSWORD })
  return email
}

async function openAt(ip: string, email: string, at = client, before?: BrowserSession): Promise<BrowserSession> {
  if (!before) return (await identify(from(ip), at, email)).browser
  await before.open(authorizePath(at, pkce(), { prompt: 'login' }))
  await before.submit('identify', { email })
  return before
}

/** The answer to a new browser at an address, or to an earlier one: `in`, or the status of the page. */
async function tryPassword(ip: string, email: string, password: string, before?: BrowserSession) {
  const browser = await openAt(ip, email, client, before)
  if (browser.page?.status === 429) return 429
  const location = await browser.submit('password', { password })
  return location.includes('code=') ? 'in' : browser.page?.status
}

async function fail(times: number, ip: string, email: string): Promise<BrowserSession> {
  const browser = await openAt(ip, email)
  for (let time = 0; time < times; time += 1) await browser.submit('password', { password: 'not the password' })
  return browser
}

async function signedIn(ip: string, email: string): Promise<BrowserSession> {
  const browser = await openAt(ip, email)
  expect(await browser.submit('password', { password: PASSWORD })).toContain('code=')
  return browser
}

/** By the clock of the server, which tests move. */
const SOON = `now() + (select clock_offset_ms from installation) * interval '1 millisecond' + interval '10 minutes'`

/** As if so many tries had failed within the hour. */
async function asIfFailed(counts: Readonly<Record<string, number>>): Promise<void> {
  for (const [bucket, count] of Object.entries(counts)) {
    await server.query(
      `insert into rate_limits (environment_id, bucket, count, window_ends_at)
       select environment_id, $1, $2, ${SOON} from applications where name = 'Shop' limit 1
       on conflict (environment_id, bucket) do update set count = excluded.count`,
      [bucket, count],
    )
  }
}

async function counted(like: string): Promise<unknown> {
  const [row] = await server.query(
    'select coalesce(sum(count), 0)::int as count from rate_limits where bucket like $1',
    [like],
  )
  return row?.['count']
}

test('M6-1 a right password counts in no limit', async () => {
  const email = await anOwner()
  await signedIn(HOME, email)
  expect(await counted('sign_in%')).toBe(0)
})

test('M6-1 a right code counts in no limit', async () => {
  const email = await anOwner()
  const browser = await openAt(HOME, email, byCode)
  expect(await browser.submit('code', { code: await mailedCode(server, email) })).toContain('code=')
  expect(await counted('sign_in%')).toBe(0)
})

test('M6-1 a success clears the failures of the same browser', async () => {
  const email = await anOwner()
  const browser = await fail(4, HOME, email)
  const first = await browser.submit('password', { password: PASSWORD })
  await openAt(HOME, email, client, browser)
  for (const _ of [1, 2, 3, 4]) await browser.submit('password', { password: 'not the password' })

  expect(first).toContain('code=')
  expect(await browser.submit('password', { password: PASSWORD })).toContain('code=')
  expect(await tryPassword(HOME, email, PASSWORD)).toBe('in')
})

test('ATO-41 a success clears no failure of another browser in the same network', async () => {
  const email = await anOwner()
  const guesser = await fail(4, HOME, email)
  await signedIn(HOME, email)
  await guesser.submit('password', { password: 'not the password' })

  expect(await tryPassword(HOME, email, PASSWORD)).toBe(429)
})

test('M6-3 wrong passwords and wrong codes add up to one lock for both', async () => {
  const email = await anOwner()
  await fail(3, HOME, email)
  const browser = await openAt(HOME, email, byCode)
  for (const _ of [1, 2]) await browser.submit('code', { code: otherThan(await mailedCode(server, email)) })

  expect(await tryPassword(HOME, email, PASSWORD)).toBe(429)
  expect((await openAt(HOME, email, byCode)).page?.status).toBe(429)
})

test('ATO-41 a locked person proves the address, chooses a password, and the lock is over in that browser', async () => {
  const email = await anOwner()
  const browser = await fail(5, HOME, email)
  await browser.open(browser.page?.url ?? '')
  const locked = browser.page?.status
  await browser.submit('forgot')
  await browser.submit('code', { code: await mailedCode(server, email) })
  const location = await browser.submit('new-password', { password: 'a password of later' })

  expect([locked, location]).toEqual([429, expect.stringContaining('code=')])
  expect(await tryPassword(HOME, email, 'a password of later', browser)).toBe('in')
  expect(await tryPassword(HOME, email, 'a password of later')).toBe('in')
})

test('M6-3 wrong codes of a reset lock the reset and the password alike', async () => {
  const email = await anOwner()
  const browser = await openAt(HOME, email)
  await browser.submit('forgot')
  const code = await mailedCode(server, email)
  for (const _ of [1, 2, 3, 4, 5]) await browser.submit('code', { code: otherThan(code) })

  expect(browser.page?.status).toBe(429)
  expect(await tryPassword(HOME, email, PASSWORD)).toBe(429)
})

test('ATO-41 a browser that the owner signed in with before passes every lock of others', async () => {
  const email = await anOwner()
  const browser = await signedIn(HOME, email)
  await fail(5, HOME, email)
  await asIfFailed({ [`sign_in:${email}`]: 100, [`sign_in:${email}:new`]: 50, 'sign_in-from:c63364': 100 })

  expect(await tryPassword(HOME, email, PASSWORD)).toBe(429)
  expect(await tryPassword(HOME, email, PASSWORD, browser)).toBe('in')
})

test('ATO-41 such a browser has its own limit, and passes no lock of another person', async () => {
  const [email, other] = [await anOwner(), await anOwner()]
  const browser = await signedIn(HOME, email)
  await fail(5, HOME, other)
  expect(await tryPassword(HOME, other, PASSWORD, browser)).toBe(429)
  await openAt(HOME, email, client, browser)
  for (const _ of [1, 2, 3, 4, 5]) await browser.submit('password', { password: 'not the password' })

  expect(await tryPassword(HOME, email, PASSWORD, browser)).toBe(429)
  expect(browser.page?.html).toContain('from this browser')
})

test('ATO-39 ATO-41 the cookie of a known browser opens nothing, says nothing, and counts only as we sealed it', async () => {
  const email = await anOwner()
  const browser = await signedIn(HOME, email)
  const [name = '', value = ''] = [...browser.cookies].find(([one]) => one.endsWith('_known')) ?? []
  await asIfFailed({ [`sign_in:${email}`]: 100, [`sign_in:${email}:new`]: 50 })
  const fresh = async (cookie: string) => {
    const other = new BrowserSession(from(ELSEWHERE))
    other.cookies.set(name, cookie)
    await other.open(authorizePath(client, pkce()))
    const asks = other.page?.html.includes('name="email"')
    await other.submit('identify', { email })
    return [asks, other.page?.status]
  }

  expect(Buffer.from(value, 'base64url').toString()).not.toContain(email)
  expect(await fresh(value)).toEqual([true, 200])
  expect(await fresh(`${value.slice(0, -4)}AAAA`)).toEqual([true, 429])
})

test('ATO-41 networks of IPv6 are counted as large as providers give them out', async () => {
  const email = await anOwner()
  await fail(5, '2001:db8:0:1::1', email)
  await fail(5, '2001:db8:0:2::1', email)
  const sameCustomer = await tryPassword('2001:db8:0:3::1', email, PASSWORD)
  const another = await tryPassword('2001:db8:0:103::1', email, PASSWORD)
  await asIfFailed({ [`sign_in:${email}:hour:20010db80001`]: 50 })

  expect([sameCustomer, another]).toEqual([429, 'in'])
  expect(await tryPassword('2001:db8:1:ff01::1', email, PASSWORD)).toBe(429)
  expect(await tryPassword('2001:db8:2::1', email, PASSWORD)).toBe('in')
})

test('ATO-41 when all networks together used up the limit, one with hardly any failures keeps a share, and the page names the limit', async () => {
  const email = await anOwner()
  await asIfFailed({ [`sign_in:${email}`]: 100, [`sign_in:${email}:hour:cb0071`]: 3 })
  const refused = await openAt(ELSEWHERE, email)

  expect([refused.page?.status, refused.page?.html]).toEqual([429, expect.stringContaining('from many places')])
  expect(await tryPassword(HOME, email, PASSWORD)).toBe('in')
})

test('the limit of a network stops one password at many accounts, and an account of the attacker’s own does not clear it', async () => {
  const emails = await Promise.all([anOwner(), anOwner(), anOwner()])
  for (const email of emails) await fail(1, HOME, email)
  await signedIn(HOME, emails[0] ?? '')
  expect(await counted('sign_in-from:c63364')).toBe(3)
  await server.query(`update rate_limits set count = 100 where bucket = 'sign_in-from:c63364'`)
  const refused = await openAt(HOME, await anOwner())

  expect([refused.page?.status, refused.page?.html]).toEqual([429, expect.stringContaining('with different addresses')])
  expect(await tryPassword(ELSEWHERE, emails[1] ?? '', PASSWORD)).toBe('in')
})

const askForCode = async (ip: string, email: string, at: TestClient, before?: BrowserSession) => {
  const { page } = await openAt(ip, email, at, before)
  return [page?.status, page?.html]
}

test('ATO-41 codes that others requested for an address do not keep its owner from getting one', async () => {
  const email = await anOwner()
  const browser = await openAt(HOME, email, byCode)
  await browser.submit('code', { code: await mailedCode(server, email) })
  await asIfFailed({ [`send:${email}`]: 50, [`send:${email}:cb0071`]: 2 })

  expect(await askForCode(ELSEWHERE, email, byCode)).toEqual([429, expect.stringContaining('from many places')])
  expect(await askForCode('192.0.2.77', email, byCode)).toEqual([200, expect.anything()])
  await server.query(`update rate_limits set count = 20 where bucket = $1`, [`send:${email}:new`])
  expect(await askForCode('192.0.3.77', email, byCode)).toEqual([429, expect.anything()])
  expect(await askForCode(HOME, email, byCode, browser)).toEqual([200, expect.anything()])
})

test('ATO-41 the page names the network as the reason for too many codes', async () => {
  const email = await anOwner()
  await asIfFailed({ [`send:${email}:c63364`]: 10 })
  expect(await askForCode(HOME, email, byCode)).toEqual([429, expect.stringContaining('from your network')])
})
