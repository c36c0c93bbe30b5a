import { beforeEach, expect, test } from 'vitest'
import { anApplication, authorizePath, mailedCode, pkce, type TestClient } from '../oauth.ts'
import { BrowserSession } from '../browser-session.ts'
import { startServer } from '../server.ts'
import { anAccount, PASSWORD, shapeOf } from './builders.ts'

const server = await startServer()
const byCode = await anApplication(server)
const byPassword = await anApplication(server, { settings: { email_method: 'email:password' } })

// All addresses have the same length, so that page lengths can be compared.
const KNOWN = 'known-person@example.com'
const UNKNOWN = 'other-person@example.com'
const SUSPENDED = 'third-person@example.com'
const UNVERIFIED = 'forth-person@example.com'
const WITHOUT_PASSWORD = 'fifth-person@example.com'
const RESET_REQUESTED = 'sixth-person@example.com'
await anAccount(server, { email: KNOWN, password: PASSWORD })
await anAccount(server, { email: UNVERIFIED, password: PASSWORD, isEmailVerified: false })
const suspended = await anAccount(server, { email: SUSPENDED, password: PASSWORD })
await server.query('update users set is_suspended = true where id = $1', [suspended])
await anAccount(server, { email: WITHOUT_PASSWORD })
const asked = await anAccount(server, { email: RESET_REQUESTED, password: PASSWORD })
await server.query('update users set is_password_reset_requested = true where id = $1', [asked])
beforeEach(() => server.query('delete from rate_limits'))

type Way = (browser: BrowserSession, email: string) => Promise<unknown>

const open =
  (client: TestClient, more: Record<string, string> = {}): Way =>
  (browser) =>
    browser.open(authorizePath(client, pkce(), more))
const identify: Way = (browser, email) => browser.submit('identify', { email })
const register: Way = (browser, email) => browser.submit('register', { email, given_name: 'Ada', family_name: 'L' })
const wrongPassword: Way = (browser) => browser.submit('password', { password: 'not the password' })
const wrongCode: Way = (browser) => browser.submit('code', { code: 'nonsense' })
const guess: Way = (browser, email) => browser.submit('code', { code: email === KNOWN ? '000000' : '000001' })
const forgot: Way = (browser) => browser.submit('forgot')
const resend: Way = (browser) => browser.submit('resend')

const WAYS: Record<string, readonly Way[]> = {
  'signing in by code': [open(byCode), identify],
  'a malformed code': [open(byCode), identify, wrongCode],
  'a wrong code': [open(byCode), identify, guess],
  'asking for another code': [open(byCode), identify, resend],
  'too many wrong codes': [open(byCode), identify, guess, guess, guess, guess, guess, guess],
  'signing up for code': [open(byCode, { prompt: 'create' }), register],
  'a wrong code at sign-up': [open(byCode, { prompt: 'create' }), register, guess],
  'signing in by password': [open(byPassword), identify],
  'a wrong password': [open(byPassword), identify, wrongPassword],
  'too many wrong passwords': [open(byPassword), identify, ...Array.from({ length: 6 }, () => wrongPassword)],
  'a forgotten password': [open(byPassword), identify, forgot],
  'a wrong code after a forgotten password': [open(byPassword), identify, forgot, guess],
  'signing up for password': [open(byPassword, { prompt: 'create' }), register],
}

interface SeenAnswer {
  readonly status: number | undefined
  readonly path: string
  readonly body: string
  readonly length: number
  /** The `Retry-After` of an answer in seconds; 0 without one. */
  readonly wait: number
  readonly headers: Record<string, string>
  readonly cookies: readonly string[]
}

/** A page without the parts that depend on the minute it was read in. */
const withoutTimes = (html: string): string =>
  html.replaceAll(/<time .*?<\/time>|data-\w+="\d+"|\d+ (?:second|minute)s?/g, 'TIME')

/** Everything that an onlooker can see of the way with an address. */
async function seen(ways: readonly Way[], email: string): Promise<SeenAnswer> {
  const browser = new BrowserSession(server)
  for (const way of ways) await way(browser, email).catch(() => undefined)
  const { status, url = '', html = '', headers = new Headers() } = browser.page ?? {}
  const page = withoutTimes(html)
  const said = [...headers].filter(([name]) => !['content-security-policy', 'retry-after', 'date'].includes(name))
  return {
    status,
    path: new URL(url).pathname.replaceAll(/[0-9a-f-]{36}/g, 'ID'),
    body: shapeOf(page, email),
    length: page.length,
    wait: Number(headers.get('retry-after') ?? 0),
    headers: Object.fromEntries(
      said.map(([name, value]) => [name, name === 'set-cookie' ? value.replaceAll(/=[\w-]{43}/g, '=TOKEN') : value]),
    ),
    cookies: [...browser.cookies].map(([name, value]) => `${name} ${String(value.length)}`),
  }
}

/** Expects the same answers, except that a wait is shorter by the time that passed between the two. */
const like = (other: SeenAnswer): unknown => ({ ...other, wait: expect.closeTo(other.wait, -2) })

const OTHERS = {
  'a suspended user': SUSPENDED,
  'a user who never verified': UNVERIFIED,
  'a user without a password': WITHOUT_PASSWORD,
  'a user who must reset the password': RESET_REQUESTED,
  'a user': KNOWN,
}

test.each(Object.keys(WAYS).flatMap((way) => Object.entries(OTHERS).map(([who, email]) => [way, who, email] as const)))(
  'ATO-10 %s looks the same for %s and for an unknown address',
  async (way, _who, email) => {
    const ways = WAYS[way] ?? []
    expect(await seen(ways, email)).toEqual(like(await seen(ways, UNKNOWN)))
  },
)

test('ATO-10 asking for too many codes looks the same for a known and an unknown address', async () => {
  const ways = [open(byCode), identify, ...Array.from({ length: 12 }, () => resend)]
  const [known, unknown] = [await seen(ways, KNOWN), await seen(ways, UNKNOWN)]

  expect(known.status).toBe(429)
  expect(known).toEqual(like(unknown))
})

test('ATO-10 a new address gets a code too, so the code reveals nothing', async () => {
  const browser = new BrowserSession(server)
  await browser.open(authorizePath(byCode, pkce()))
  await browser.submit('identify', { email: 'quite-new@example.com' })

  expect(await mailedCode(server, 'quite-new@example.com')).toMatch(/^\d{6}$/)
})

test('ATO-10 an address without a password gets no mail to reset it', async () => {
  await seen([open(byPassword), identify, forgot], 'nobody-at-all@example.com')
  const response = await server.request('/dev/inbox/messages?to=nobody-at-all@example.com')

  expect(await response.json()).toEqual({ messages: [] })
})

/** Counts statements in a sequence, which a rollback does not undo. */
async function countStatements(name: string, when: string): Promise<() => Promise<number>> {
  await server.query(`create sequence ${name}`)
  await server.query(
    `create function count_${name}() returns trigger security definer language plpgsql
     as $$ begin perform nextval('public.${name}'); return null; end $$`,
  )
  await server.query(`create trigger ${name} after ${when} for each statement execute function count_${name}()`)
  return async () => {
    const [row] = await server.query(`select case when is_called then last_value else 0 end as times from ${name}`)
    return Number(row?.['times'])
  }
}

const written = {
  failures: await countStatements('failures', 'update of failed_sign_ins on users'),
  mails: await countStatements('mails', 'insert on mail_messages'),
}

test.each([
  ['a wrong password', 'failures'],
  ['a wrong code', 'failures'],
  ['a wrong code after a forgotten password', 'failures'],
  ['a forgotten password', 'mails'],
] as const)('ATO-10 %s costs the database the same for an unknown address as for a user', async (way, what) => {
  const counts: number[] = []
  for (const email of [KNOWN, UNKNOWN]) {
    const before = await written[what]()
    await seen(WAYS[way] ?? [], email)
    counts.push((await written[what]()) - before)
  }
  expect(counts).toEqual([1, 1])
})

test('ATO-10 a hint shows nothing of the account it names', async () => {
  const hinted = (email: string) => [open(byCode, { login_hint: email })]
  expect(await seen(hinted(KNOWN), KNOWN)).toEqual(like(await seen(hinted(UNKNOWN), UNKNOWN)))
})
