import { beforeEach, expect, test } from 'vitest'
import { BrowserSession } from '../../../test/browser-session.ts'
import { contextOf } from '../../../test/context.ts'
import { api, PRODUCTION, refusal } from '../../../test/management.ts'
import { anApplication, authorizePath, mailedCode, pkce, signUp } from '../../../test/oauth.ts'
import { anotherProcess, startServer, type TestServer } from '../../../test/server.ts'
import { countActivityJob } from './jobs.ts'
import { recountActivity } from './index.ts'

const DAY = 86_400
const PASSWORD = 'correct horse battery'

const server = await startServer()
const client = await anApplication(server)

/** Noon of a day long after those of every test before, so that no test crosses midnight by itself. */
beforeEach(async () => {
  const now = Math.floor(server.opened.services.clock().getTime() / 1_000)
  await server.advance(100 * DAY + DAY / 2 - (now % DAY))
})

const count = (at: TestServer = server) =>
  countActivityJob(at.opened.services)({}, { isLastTry: false, signal: AbortSignal.timeout(60_000) })
const activity = async (query = '') => (await (await api(server)).get(`/activity${query}`)).body.activity
const countPeople = async () => (await server.query('select count(*)::int as n from activity_people'))[0]?.['n']

async function signIn(email: string): Promise<void> {
  const browser = new BrowserSession(server)
  await browser.open(authorizePath(client, pkce()))
  await browser.submit('identify', { email })
  await browser.submit('code', { code: await mailedCode(server, email) })
}

test('a sign-up counts at once as sign-up, sign-in and active person, by its method', async () => {
  await signUp(server, client, 'ada@example.com')

  expect((await activity()).total).toEqual({
    sign_ups: 1,
    active_users: 1,
    sign_ins: 1,
    failures: 0,
    sign_ins_by_method: [{ method: 'email:code', count: 1 }],
    failures_by_reason: [],
  })
})

test('numbers are the same before and after the job counted, however often it runs and in two processes', async () => {
  await count()
  const people = Number(await countPeople())
  await signUp(server, client, 'one@example.com')
  await signUp(server, client, 'two@example.com')
  await signIn('one@example.com')
  const before = (await activity()).total
  await server.advance(3_600)
  const other = await anotherProcess(server)
  await Promise.all([count(), count(other), count(), count(other)])
  await count()

  expect(await countPeople()).toBe(people + 2)
  expect((await activity()).total).toEqual(before)
  expect(before).toMatchObject({ sign_ups: 2, active_users: 2, sign_ins: 3 })
})

test('somebody who comes on several days counts once for all of them, and once for each', async () => {
  await signUp(server, client, 'often@example.com')
  await server.advance(DAY)
  await count()
  await signIn('often@example.com')
  await server.advance(2 * DAY)
  await signIn('often@example.com')
  await signUp(server, client, 'once@example.com')
  const { days, total, previous } = await activity()
  const perDay = days.map(({ active_users: n }: { active_users: number }) => n)

  expect(perDay.slice(-5)).toEqual([0, 1, 1, 0, 2])
  expect([days.length, total.active_users, total.sign_ins, previous.total.active_users]).toEqual([30, 2, 4, 0])
})

test('a span is compared with as many days right before it', async () => {
  await signUp(server, client, 'before@example.com')
  const day = (await activity()).to as string
  await server.advance(DAY)
  await signIn('before@example.com')
  await signIn('before@example.com')
  const next = new Date(Date.parse(day) + DAY * 1_000).toISOString().slice(0, 10)

  expect(await activity(`?from=${next}&to=${next}`)).toMatchObject({
    total: { sign_ins: 2, active_users: 1 },
    previous: { from: day, to: day, total: { sign_ins: 1, active_users: 1, sign_ups: 1 } },
  })
})

test('a day begins at midnight in UTC', async () => {
  await server.advance(DAY / 2 - 60)
  await signUp(server, client, 'late@example.com')
  await server.advance(120)
  await signUp(server, client, 'early@example.com')
  const { days, time_zone: zone } = await activity()

  expect([zone, ...days.slice(-2).map((one: { sign_ups: number }) => one.sign_ups)]).toEqual(['UTC', 1, 1])
})

test('wrong codes and wrong passwords count by their reason, whether or not an account has the address (ATO-10)', async () => {
  const byPassword = await anApplication(server, { settings: { email_method: 'email:password' } })
  const asPassword = async (email: string) => {
    const browser = new BrowserSession(server)
    await browser.open(authorizePath(byPassword, pkce()))
    await browser.submit('identify', { email })
    await browser.submit('password', { password: PASSWORD })
  }
  await signUp(server, client, 'known@example.com')
  await asPassword('known@example.com')
  await asPassword('unknown@example.com')
  const browser = new BrowserSession(server)
  await browser.open(authorizePath(client, pkce()))
  await browser.submit('identify', { email: 'known@example.com' })
  const right = await mailedCode(server, 'known@example.com')
  await browser.submit('code', { code: right === '111111' ? '222222' : '111111' })

  expect((await activity()).total).toMatchObject({
    failures: 3,
    failures_by_reason: [
      { reason: 'wrong_password', count: 2 },
      { reason: 'wrong_code', count: 1 },
    ],
  })
  const [event] = await server.query(
    `select data from events where type = 'user.authentication_failed' and subject is null`,
  )
  expect(JSON.stringify(event)).not.toContain('unknown@example.com')
})

test('somebody who proved who they are and may not enter counts as a failure, once', async () => {
  await signUp(server, client, 'barred@example.com')
  await server.query('update users set is_suspended = true')
  const browser = new BrowserSession(server)
  await browser.open(authorizePath(client, pkce()))
  await browser.submit('identify', { email: 'barred@example.com' })
  const shown = await browser.submit('code', { code: await mailedCode(server, 'barred@example.com') })
  if (shown.startsWith('/')) await browser.open(shown)

  expect((await activity()).total.failures_by_reason).toEqual([{ reason: 'account_suspended', count: 1 }])
})

test('accounts that administrators make are no sign-ups, and applications of the product count for nothing', async () => {
  await (await api(server)).post('/user', { profile: { given_name: 'Made' } })
  const own = await anApplication(server)
  await signUp(server, own, 'tried@example.com')
  await server.query(`update applications set built_in = 'console' where replace(id::text, '-', '') = $1`, [
    own.clientId,
  ])

  expect((await activity()).total).toMatchObject({ active_users: 0, sign_ins: 0 })
  expect((await activity()).total.sign_ups).toBe(1)
})

test('activity stays in its environment, and asks for its scope', async () => {
  await signUp(server, client, 'here@example.com')
  const there = await api(server, { origin: PRODUCTION })
  const without = await api(server, { scopes: ['read:users'] })

  expect((await activity()).total.sign_ups).toBe(1)
  expect((await there.get('/activity')).body.activity.total).toMatchObject({ sign_ups: 0, active_users: 0 })
  expect((await without.get('/activity')).status).toBe(403)
})

test('a span that ends before it begins, or is longer than a year, is refused', async () => {
  const calls = await api(server)
  const refused = refusal(400, 'SPAN_NOT_POSSIBLE')

  expect(await calls.get('/activity?from=2026-02-02&to=2026-02-01')).toMatchObject(refused)
  expect(await calls.get('/activity?from=2024-01-01&to=2026-02-01')).toMatchObject(refused)
  expect((await calls.get('/activity?from=2026-02-30')).status).toBe(400)
  expect((await calls.get('/activity?from=2024-01-01&to=2024-12-31')).status).toBe(200)
})

test('deleting somebody leaves the numbers as they were counted, and no trace of the person', async () => {
  await signUp(server, client, 'leaves@example.com')
  await server.advance(3_600)
  await count()
  const people = await countPeople()
  const calls = await api(server)
  const [user] = (await calls.get('/users?email=leaves@example.com')).body.users
  await calls.delete(`/user?id=${String(user.id)}`)

  expect((await activity()).total).toMatchObject({ sign_ups: 1, active_users: 1 })
  expect(await countPeople()).toBe(Number(people) - 1)
})

test('events that are written with a time in the past count once they are counted again', async () => {
  await signUp(server, client, 'now@example.com')
  await server.advance(3_600)
  await count()
  const ctx = await contextOf(server)
  await server.query(
    `update events set occurred_at = occurred_at - interval '3 days' where type like 'user.%' and occurred_at > $1`,
    [new Date(ctx.clock().getTime() - DAY * 1_000)],
  )
  await server.query(
    `insert into events (environment_id, id, occurred_at, type, actor, data, source)
     values ($1, gen_random_uuid(), $2, 'user.created', '{}', '{}', 'user')`,
    [ctx.environment.id, new Date(ctx.clock().getTime() - 20 * DAY * 1_000)],
  )
  await recountActivity(ctx)
  const signUps = (await activity()).days.map((one: { sign_ups: number }) => one.sign_ups)

  expect([signUps.at(-1), signUps.at(-4), signUps.at(-21)]).toEqual([0, 1, 1])
})
