import { pino } from 'pino'
import { expect, test } from 'vitest'
import { queueSms } from '#platform/sms'
import { contextOf } from '../../../test/context.ts'
import { api, PRODUCTION } from '../../../test/management.ts'
import { startServer } from '../../../test/server.ts'
import { startTwilio, type TwilioAnswer } from '../../../test/twilio.ts'
import { startJobs } from '../../../test/worker.ts'

const FIRST = { sid: `AC${'1'.repeat(32)}`, token: 'planted-token-of-the-first' }
const SECOND = { sid: `AC${'2'.repeat(32)}`, token: 'planted-token-of-the-second' }
const SERVICE = `MG${'3'.repeat(32)}`
const twilio = await startTwilio([FIRST, SECOND])
const server = await startServer({ settings: { GATEHOUSE_TWILIO_URL: twilio.url } })
const production = await api(server, { origin: PRODUCTION })
const logged: string[] = []
await startJobs(server, { log: pino({ level: 'debug' }, { write: (line) => void logged.push(line) }) })

const PATH = '/environment/sms'
const OWN = { account_sid: FIRST.sid, auth_token: FIRST.token, messaging_service_sid: SERVICE, default_country: 'DE' }
const FALLBACK = {
  is_fallback_enabled: true,
  fallback_account_sid: SECOND.sid,
  fallback_auth_token: SECOND.token,
  fallback_sms_source: 'phone_number',
  fallback_phone_number: '+15017122661',
}
await production.patch(PATH, OWN)

let sequence = 0
/** Returns the production environment of the next day, for tests of a day's limit. A token lives no longer than one. */
async function theNextDay() {
  await server.advance(86_400)
  const calls = await api(server, { origin: PRODUCTION })
  return { calls, sent: async () => (await calls.get(PATH)).body.sms.today }
}

/** Returns a number of a block that no other test uses. */
function aNumber(): string {
  sequence += 1
  return `+49151${String(2_000 + sequence)}0000`
}

async function send(to = aNumber(), ip = `198.51.${String(sequence)}.1`): Promise<string> {
  const ctx = await contextOf(server, PRODUCTION)
  const text = '493027 is your one-time code to sign in to Meadow\n\n@id.meadow.example #493027'
  await queueSms({ ...ctx, requester: { ip, userAgent: '' } }, { to, text, purpose: 'sign_in', code: '493027' })
  return to
}

const stored = async (to: string) => {
  const rows = await server.query('select * from sms_messages where recipient = $1 order by id desc', [to])
  return rows[0]
}
const received = (to: string) => twilio.received.filter(({ form }) => form['To'] === to)
const patiently = { timeout: 20_000 }
/** Without the wait before the next try. */
const hasten = () => server.query('update graphile_worker._private_jobs set run_at = now() where locked_at is null')

async function answering(answers: Readonly<Record<string, TwilioAnswer>>, work: () => Promise<void>): Promise<void> {
  for (const [account, answer] of Object.entries(answers)) twilio.answers.set(account, answer)
  try {
    await work()
  } finally {
    twilio.answers.clear()
  }
}

test('a code goes to the phone by the account of the environment, and is erased here (M3-2)', async () => {
  const to = await send()
  await expect.poll(() => received(to), patiently).toHaveLength(1)
  expect(received(to)[0]).toMatchObject({
    account: FIRST.sid,
    form: { To: to, MessagingServiceSid: SERVICE, Body: expect.stringMatching(/^493027 is your.*#493027$/s) },
  })
  expect(received(to)[0]?.form).not.toHaveProperty('From')
  await expect
    .poll(() => stored(to), patiently)
    .toMatchObject({ state: 'sent', content_sealed: null, source_address: null })
})

test('only the field of the chosen source is used (M3-3)', async () => {
  await production.patch(PATH, { sms_source: 'phone_number', phone_number: '+15017122661' })
  const to = await send()
  await expect.poll(() => received(to)[0]?.form, patiently).toMatchObject({ From: '+15017122661' })
  expect(received(to)[0]?.form).not.toHaveProperty('MessagingServiceSid')
  await production.patch(PATH, { sms_source: null, phone_number: null })
})

test.each([
  ['is down', { status: 503, code: 20503 }],
  ['answers nonsense', 'nonsense'],
  ['refuses the token', { status: 401, code: 20003 }],
  ['takes no more', { status: 429, code: 20429 }],
  ['may not send to the region', { status: 403, code: 21408 }],
] as const)('a second account takes over when the first %s (M3-10)', async (_name, answer) => {
  await production.patch(PATH, FALLBACK)
  await answering({ [FIRST.sid]: answer }, async () => {
    const to = await send()
    await expect
      .poll(() => received(to)[0], patiently)
      .toMatchObject({
        account: SECOND.sid,
        form: { From: '+15017122661' },
      })
    await expect.poll(() => stored(to), patiently).toMatchObject({ state: 'sent', is_fallback: true })
  })
})

test.each([21211, 21610, 21614])('with %i the number is at fault: no other account is asked (M3-10)', async (code) => {
  await production.patch(PATH, FALLBACK)
  await answering({ [FIRST.sid]: { status: 400, code } }, async () => {
    const to = await send()
    const failed = { state: 'failed', problem: String(code), content_sealed: null }
    await expect.poll(() => stored(to), patiently).toMatchObject(failed)
    expect(received(to)).toEqual([])
  })
})

test('a second account that is switched off takes over nothing', async () => {
  await production.patch(PATH, { is_fallback_enabled: false })
  await answering({ [FIRST.sid]: { status: 401, code: 20003 } }, async () => {
    const to = await send()
    await expect.poll(() => stored(to), patiently).toMatchObject({ state: 'failed', problem: '20003' })
  })
})

test('a message is offered again while the provider is down, and counts once', async () => {
  const to = aNumber()
  await answering({ [FIRST.sid]: { status: 500, code: 20500 } }, async () => {
    await send(to)
    await expect.poll(() => stored(to), patiently).toMatchObject({ state: 'queued', tries: 1, problem: '20500' })
  })
  await expect.poll(async () => (await hasten(), stored(to)), patiently).toMatchObject({ state: 'sent', problem: null })
  const [row] = await server.query('select count from rate_limits where bucket = $1', [`sms:prefix:${to.slice(0, -4)}`])
  expect(row).toEqual({ count: 1 })
})

test('a provider that never answers holds up a message for some seconds only (REL-11)', async () => {
  await production.patch(PATH, FALLBACK)
  await answering({ [FIRST.sid]: 'stall' }, async () => {
    const to = await send()
    await expect.poll(() => received(to)[0]?.account, patiently).toBe(SECOND.sid)
  })
  await production.patch(PATH, { is_fallback_enabled: false })
})

test('operators see what did not arrive, and the reason of the provider (M3-14)', async () => {
  const to = aNumber()
  twilio.reports.set(to, { status: 'undelivered', errorCode: 30006 })
  await send(to)
  await expect.poll(() => stored(to), patiently).toMatchObject({ state: 'sent' })
  await server.advance(60)
  await server.query(`select graphile_worker.add_job('find_due_sms_reports')`)
  await expect.poll(() => stored(to), patiently).toMatchObject({ state: 'failed', problem: '30006' })
  const { messages } = (await production.get(`${PATH}/messages?state=failed&page_size=1`)).body
  expect(messages).toEqual([
    {
      id: expect.any(String),
      to: expect.stringMatching(/^\+49•{8}000$/),
      purpose: 'sign_in',
      state: 'failed',
      code: '30006',
      reason: 'The number is a landline, or its operator cannot be reached.',
      account: 'first',
      created_at: expect.any(String),
    },
  ])
  const [event] = await server.query(`select data from events where type = 'sms.not_delivered'`)
  expect(event?.['data']).toMatchObject({ code: '30006' })
  expect(logged.join('')).toContain('The number is a landline')
})

test('a message that arrived is not asked for again', async () => {
  const to = aNumber()
  twilio.reports.set(to, { status: 'delivered', errorCode: null })
  await send(to)
  await expect.poll(() => stored(to), patiently).toMatchObject({ state: 'sent' })
  await server.advance(60)
  await server.query(`select graphile_worker.add_job('find_due_sms_reports')`)
  await expect.poll(() => stored(to), patiently).toMatchObject({ state: 'delivered', report_due_at: null })
})

test('outside of production a message is sent and lands in the inbox as well', async () => {
  const development = await api(server)
  await development.patch(PATH, OWN)
  const to = aNumber()
  await queueSms(await contextOf(server), { to, text: '111111 is', purpose: 'sign_in', code: '111111' })
  await expect.poll(() => received(to), patiently).toHaveLength(1)
  const { messages } = (await (await server.request(`/dev/inbox/messages?to=${encodeURIComponent(to)}`)).json()) as {
    messages: unknown[]
  }
  expect(messages).toMatchObject([{ channel: 'sms', code: '111111' }])
})

test('ATO-31 above the limit of a block of numbers messages are dropped silently, and operators see that', async () => {
  const before = (await production.get(PATH)).body.sms.today
  const block = aNumber().slice(0, -4)
  const numbers = Array.from({ length: 25 }, (_, index) => `${block}${String(index).padStart(4, '0')}`)
  for (const [index, to] of numbers.entries()) await send(to, `203.0.${String(index)}.1`)
  const states = async () => {
    const rows = await server.query('select state, problem from sms_messages where recipient like $1', [`${block}%`])
    return Object.entries(Object.groupBy(rows, ({ state, problem }) => `${String(state)} ${String(problem)}`))
      .map(([name, all]) => `${String(all?.length)} ${name}`)
      .toSorted()
  }
  await expect.poll(states, patiently).toEqual(['20 sent null', '5 dropped PREFIX_LIMIT'])
  const after = (await production.get(PATH)).body.sms.today
  expect(after.dropped - before.dropped).toBe(5)
  expect(after.used - before.used).toBe(20)
  expect((await production.get(`${PATH}/messages?state=dropped&page_size=1`)).body.messages[0]).toMatchObject({
    code: 'PREFIX_LIMIT',
    reason: 'Too many messages went to numbers of this block within an hour.',
  })
})

test('ATO-31 the limit of a day is exact, with two workers, and keeps a share for other networks', async () => {
  await startJobs(server)
  const { calls, sent } = await theNextDay()
  await calls.patch(PATH, { daily_limit: 20 })
  const numbers = Array.from({ length: 25 }, () => aNumber())
  await Promise.all(numbers.map((to) => send(to, '198.51.100.7')))
  await expect.poll(sent, patiently).toMatchObject({ used: 18, dropped: 7 })
  for (const host of ['1', '2', '3']) await send(aNumber(), `192.0.2${host}.1`)
  await expect.poll(sent, patiently).toMatchObject({ used: 20, limit: 20, dropped: 8 })
  await calls.patch(PATH, { daily_limit: null })
})

test('ATO-31 one network gets some messages an hour, in IPv6 too', async () => {
  const { sent } = await theNextDay()
  for (let count = 0; count < 33; count += 1) await send(aNumber(), `2001:db8:1:1::${String(count)}`)
  await expect.poll(sent, patiently).toMatchObject({ used: 30, dropped: 3 })
})

test('ATO-31 countries that are not allowed get nothing, and others than the default one a share of the day', async () => {
  const { calls, sent } = await theNextDay()
  await calls.patch(PATH, { allowed_countries: ['DE', 'FR'], daily_limit: 40 })
  const [german, austrian] = [await send(), await send('+4366412345678')]
  await expect.poll(() => stored(german), patiently).toMatchObject({ state: 'sent' })
  await expect.poll(() => stored(austrian), patiently).toMatchObject({ problem: 'COUNTRY_NOT_ALLOWED' })
  for (let count = 0; count < 12; count += 1) await send(`+336${String(10 + count)}345678`, `192.0.${String(count)}.9`)
  await expect.poll(sent, patiently).toMatchObject({ used: 11, dropped: 3 })
  await calls.patch(PATH, { allowed_countries: null, daily_limit: null })
})

test('neither code, number nor token is in a log, an event or the queue (ATO-26)', async () => {
  const jobs = await server.query('select coalesce(json_agg(j), $1) as all from graphile_worker._private_jobs j', [
    '[]',
  ])
  const events = await server.query(`select * from events where type like 'sms.%'`)
  const written = logged.join('') + JSON.stringify([jobs, events])
  expect(written).toContain('a text message was not taken')
  expect(written).not.toContain('493027')
  expect(written).not.toContain('+49151')
  expect(written).not.toContain('planted-token')
})
