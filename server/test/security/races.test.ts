import { expect, test, vi } from 'vitest'
import {
  anApplication,
  authorizePath,
  exchange,
  mailedCode,
  manage,
  pkce,
  refresh,
  signUp,
  type Tokens,
} from '../oauth.ts'
import { BrowserSession } from '../browser-session.ts'
import { startServers } from '../processes.ts'
import { anAccount, identify, otherThan, PASSWORD, tokensOf } from './builders.ts'

const { server, at, processes } = await startServers(2)
const spa = await anApplication(server)
const byPassword = await anApplication(server, { settings: { email_method: 'email:password' } })
const strict = await anApplication(server, { settings: { refresh_grace_seconds: 0 } })
await manage(server, 'PATCH', '/api/v1/environment/settings', { lockout_attempts: 100 })

const TIMES = 50
const inParallel = <T>(work: (index: number) => Promise<T>) =>
  Promise.all(Array.from({ length: TIMES }, (_, index) => work(index)))
const successes = (answers: readonly Response[]) => answers.filter(({ status }) => status === 200).length

async function count(text: string, ...values: unknown[]): Promise<unknown> {
  const [row] = await server.query(`select count(*)::int as count from ${text}`, values)
  return row?.['count']
}

test('ATO-27 REL-13 one of fifty redemptions of a code at two processes succeeds', async () => {
  const signedIn = await signUp(server, spa, 'code@example.com')
  const answers = await inParallel((index) => exchange(at(index), spa, signedIn))

  expect(successes(answers)).toBe(1)
  expect(answers.filter(({ status }) => status !== 200 && status !== 400)).toEqual([])
})

test('ATO-27 REL-13 without a grace one of fifty uses of a refresh token at two processes succeeds', async () => {
  const tokens = await tokensOf(server, strict, await signUp(server, strict, 'strict@example.com'))
  const answers = await inParallel((index) => refresh(at(index), strict, tokens.refresh_token))

  expect(successes(answers)).toBe(1)
  expect(answers.filter(({ status }) => status !== 200 && status !== 400)).toEqual([])
})

test('ATO-21 ATO-27 REL-13 within the grace fifty uses of one refresh token have one successor', async () => {
  const tokens = await tokensOf(server, spa, await signUp(server, spa, 'grace@example.com'))
  const answers = await inParallel(
    async (index) => (await refresh(at(index), spa, tokens.refresh_token)).json() as Promise<Tokens>,
  )
  const successors = new Set(answers.map((one) => one.refresh_token))
  const next = await refresh(server, spa, [...successors][0] ?? '')

  expect(successors.size).toBe(1)
  expect(next.status).toBe(200)
})

function cookiesOf(browser: BrowserSession): string {
  return [...browser.cookies].map(([name, value]) => `${name}=${value}`).join('; ')
}

/** Posts a form of the browser's present page without moving the browser on. */
function postTo(
  index: number,
  browser: BrowserSession,
  verb: string,
  typed: Record<string, string>,
): Promise<Response> {
  const { action, fields } = browser.form(verb)
  const post = browser.formPost({ ...fields, ...typed })
  const headers = { ...(post.headers as Record<string, string>), cookie: cookiesOf(browser) }
  return at(index).request(action, { ...post, headers })
}

const postCode = (index: number, browser: BrowserSession, code: string) => postTo(index, browser, 'code', { code })

test('ATO-27 REL-13 one code by mail sent fifty times to two processes signs in once', async () => {
  const userId = await anAccount(server, { email: 'otp@example.com' })
  const { browser } = await identify(server, spa, 'otp@example.com')
  const code = await mailedCode(server, 'otp@example.com')
  const answers = await inParallel((index) => postCode(index, browser, code))
  const grants = await count('grants where user_id = $1', userId)
  const sessions = await count('sessions where user_id = $1', userId)

  expect([grants, sessions]).toEqual([1, 1])
  expect(await count('one_time_codes where destination = $1 and used_at is not null', 'otp@example.com')).toBe(1)
  expect(answers.filter(({ status }) => status >= 500)).toEqual([])
})

test('ATO-04 ATO-27 REL-13 five of fifty wrong codes at two processes are checked', async () => {
  const { browser } = await identify(server, spa, 'wrong@example.com')
  const code = await mailedCode(server, 'wrong@example.com')
  await inParallel((index) => postCode(index, browser, otherThan(code)))
  const right = await postCode(0, browser, code)
  const [row] = await server.query('select tries, used_at from one_time_codes where destination = $1', [
    'wrong@example.com',
  ])

  expect(row).toEqual({ tries: 5, used_at: null })
  expect(right.headers.get('location')).toBeNull()
})

/** Sends fifty wrong passwords at the same moment, with five of a hundred tries left. */
test('ATO-04 ATO-27 ATO-41 REL-13 no more of fifty wrong passwords at two processes are checked than tries are left', async () => {
  await anAccount(server, { email: 'guessed@example.com', password: PASSWORD })
  const { browser } = await identify(server, byPassword, 'guessed@example.com')
  const left = { bucket: 'sign_in:guessed@example.com:7f0000', count: 95 }
  await server.query(
    `insert into rate_limits (environment_id, bucket, count, window_ends_at)
     select environment_id, $1, $2, now() + interval '10 minutes' from identities where normalized = 'guessed@example.com'`,
    [left.bucket, left.count],
  )
  const answers = await inParallel((index) => postTo(index, browser, 'password', { password: 'not the password' }))
  const right = await postTo(0, browser, 'password', { password: PASSWORD })

  const looked = await server.query(
    `select failed_sign_ins from users where id = (select user_id from identities where normalized = 'guessed@example.com')`,
  )

  expect(looked).toEqual([{ failed_sign_ins: 5 }])
  expect(answers.filter(({ status }) => status !== 400 && status !== 429)).toEqual([])
  expect(right.status).toBe(429)
})

test('ATO-41 REL-13 fifty simultaneous right passwords count in no limit', async () => {
  await anAccount(server, { email: 'owner@example.com', password: PASSWORD })
  const { browser } = await identify(server, byPassword, 'owner@example.com')
  const answers = await inParallel((index) => postTo(index, browser, 'password', { password: PASSWORD }))

  expect(answers.filter(({ status }) => status >= 400)).toEqual([])
  expect(await count(`rate_limits where count > 0 and bucket like 'sign_in:owner@example.com%'`)).toBe(0)
})

/** One of many people, or one of many windows of a person, who signs up with the address. */
async function aSignUpUnderWay(email: string): Promise<{ browser: BrowserSession; code: string }> {
  const browser = new BrowserSession(server)
  await browser.open(authorizePath(spa, pkce(), { prompt: 'create' }))
  // This test is not about the limit of codes per address.
  await server.query('delete from rate_limits')
  await browser.submit('register', { email, given_name: 'Ada' })
  return { browser, code: await mailedCode(server, email) }
}

test('ATO-27 REL-13 fifty sign-ups with one address at two processes make one user', async () => {
  const under: Awaited<ReturnType<typeof aSignUpUnderWay>>[] = []
  while (under.length < TIMES) under.push(await aSignUpUnderWay('everybody@example.com'))
  const answers = await inParallel((index) => {
    const one = under[index]
    return one ? postCode(index, one.browser, one.code) : Promise.reject(new Error('nobody'))
  })
  const users = await count(
    `users u where exists (select from identities i where i.user_id = u.id and i.normalized = $1)`,
    'everybody@example.com',
  )
  const half = await count('users u where not exists (select from identities i where i.user_id = u.id)')

  expect([users, half]).toEqual([1, 0])
  expect(await count(`events where type = 'user.created' and data::text like '%everybody@example.com%'`)).toBe(1)
  expect(answers.filter(({ status }) => status >= 500)).toEqual([])
})

test('a sign-out at one process and a silent sign-in at another leave no live grant', async () => {
  const signedIn = await signUp(server, spa, 'race@example.com')
  const cookie = cookiesOf(signedIn.browser)
  await inParallel((index) =>
    index === 25
      ? at(1).request('/logout', { headers: { cookie } })
      : at(index).request(authorizePath(spa, pkce(), { prompt: 'none' }), { headers: { cookie } }),
  )

  expect(
    await count(
      `grants g join sessions s on s.id = g.session_id where s.revoked_at is not null and g.revoked_at is null`,
    ),
  ).toBe(0)
})

test('REL-13 an object deleted at one process is gone at the other', async () => {
  const gone = await anApplication(at(0))
  await at(1).request(authorizePath(gone, pkce()))
  await manage(at(0), 'DELETE', `/api/v1/applications/${gone.clientId}`)
  const status = () =>
    at(1)
      .request(authorizePath(gone, pkce()))
      .then((answer) => answer.status)

  await vi.waitFor(async () => expect(await status()).toBe(400), { timeout: 1_000, interval: 20 })
})

test('none of this logged a warning', () => {
  expect(processes.flatMap(({ lines }) => lines).filter((line) => line.startsWith('{'))).toEqual([])
})
