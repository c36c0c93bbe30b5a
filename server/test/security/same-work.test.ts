import { expect, test, vi } from 'vitest'
import { BrowserSession } from '../browser-session.ts'
import { openCountedWay, type CountedWay } from '../counted-way.ts'
import { anApplication, authorizePath, pkce, type TestClient } from '../oauth.ts'
import { startServer } from '../server.ts'
import { anAccount, PASSWORD } from './builders.ts'

const ways: CountedWay[] = []
const server = await startServer({
  through: async (database) => {
    const way = await openCountedWay(database)
    ways.push(way)
    return way.connectionString
  },
})
const byCode = await anApplication(server)
const byPassword = await anApplication(server, { settings: { email_method: 'email:password' } })
const KNOWN = 'known-person@example.com'
const UNKNOWN = 'other-person@example.com'
await anAccount(server, { email: KNOWN, password: PASSWORD })

type Step = (browser: BrowserSession, email: string) => Promise<unknown>
const open =
  (client: TestClient, more: Record<string, string> = {}): Step =>
  (browser) =>
    browser.open(authorizePath(client, pkce(), more))
const identify: Step = (browser, email) => browser.submit('identify', { email })
const register: Step = (browser, email) => browser.submit('register', { email, given_name: 'Ada', family_name: 'L' })
const wrongPassword: Step = (browser) => browser.submit('password', { password: 'not the password' })
const forgot: Step = (browser) => browser.submit('forgot')
const resend: Step = (browser) => browser.submit('resend')
const guess: Step = (browser, email) => browser.submit('code', { code: email === KNOWN ? '000000' : '000001' })

/** Each endpoint: the way to its page, and the request that is measured. */
const ENDPOINTS: Readonly<Record<string, readonly [way: readonly Step[], last: Step]>> = {
  'sign-in by code': [[open(byCode)], identify],
  'another code': [[open(byCode), identify], resend],
  'a wrong code': [[open(byCode), identify], guess],
  'sign-in by password': [[open(byPassword)], identify],
  'a wrong password': [[open(byPassword), identify], wrongPassword],
  'a forgotten password': [[open(byPassword), identify], forgot],
  'a wrong code of a reset': [[open(byPassword), identify, forgot], guess],
  'sign-up by code': [[open(byCode, { prompt: 'create' })], register],
  'sign-up by password': [[open(byPassword, { prompt: 'create' })], register],
}

const { passwords } = server.opened.services
const verify = vi.spyOn(passwords, 'verify')
const hash = vi.spyOn(passwords, 'hash')
const statements = () => ways.reduce((sum, way) => sum + way.statements(), 0)

/** Waits until nothing more is written, such as the trace of the last answer. */
async function untilQuiet(): Promise<number> {
  let last = -1
  await expect
    .poll(
      () => {
        const isQuiet = last === statements()
        last = statements()
        return isQuiet
      },
      { interval: 60 },
    )
    .toBe(true)
  return last
}

interface Work {
  readonly status: number | undefined
  readonly size: number
  readonly statements: number
  readonly hashes: number
  readonly sent: unknown
}

async function workOf([way, last]: readonly [readonly Step[], Step], email: string): Promise<Work> {
  await server.query('delete from rate_limits')
  const browser = new BrowserSession(server)
  for (const step of way) await step(browser, email)
  const before = await untilQuiet()
  verify.mockClear()
  hash.mockClear()
  await last(browser, email)
  const after = await untilQuiet()
  const [mails] = await server.query(
    `select count(*) filter (where state not in ('inbox', 'queued')) as sent from mail_messages`,
  )
  return {
    status: browser.page?.status,
    size: (browser.page?.html ?? '').replaceAll(/<time .*?<\/time>|flow=[\w-]+|name="flow" value="[^"]*"/g, '').length,
    statements: after - before,
    hashes: verify.mock.calls.length + hash.mock.calls.length,
    sent: mails?.['sent'],
  }
}

/** The least of three, because a measurement of the clock may come between. */
async function leastWork(endpoint: readonly [readonly Step[], Step], email: string): Promise<Work> {
  const works: Work[] = []
  for (let run = 0; run < 3; run += 1) works.push(await workOf(endpoint, email))
  const [first] = works.toSorted((one, other) => one.statements - other.statements)
  if (!first) throw new Error('nothing was measured')
  return first
}

test.each(Object.entries(ENDPOINTS))(
  'ATO-10 %s has the same status, size, statements and hash work for known and unknown, and sends nothing itself',
  async (name, endpoint) => {
    // Plans and caches are filled by the first request of each kind.
    for (const email of [KNOWN, UNKNOWN]) await workOf(endpoint, email)
    const [known, unknown] = [await leastWork(endpoint, KNOWN), await leastWork(endpoint, UNKNOWN)]
    expect(unknown).toEqual(known)
    expect(known.statements).toBeGreaterThan(0)
    expect(known.hashes).toBe(name === 'a wrong password' ? 1 : 0)
    expect(known.sent).toBe('0')
  },
)
