import { expect, test } from 'vitest'
import { BrowserSession } from '../browser-session.ts'
import { aDevice, approveOn, askForCode, enterCode } from '../device.ts'
import { postForm } from '../oauth.ts'
import { startServer } from '../server.ts'

const server = await startServer()
const device = await aDevice(server)

const TIMES = 50
const inParallel = <T>(work: (index: number) => Promise<T>) =>
  Promise.all(Array.from({ length: TIMES }, (_, index) => work(index)))

const ask = () => askForCode(server, { client_id: device })

const AT_DEVICE = /\/device\/[0-9a-f-]{36}$/

/** A form of the page that offers the takeover, and the browser that it was shown to. */
async function offered() {
  const { device_code: deviceCode, user_code: userCode } = await ask()
  const first = await enterCode(server, userCode)
  const second = await enterCode(server, userCode)
  return { deviceCode, userCode, first, second, offer: second.form('take-over') }
}

/** Whether the browser still has the request. */
async function hasRequest(browser: BrowserSession, url: string): Promise<boolean> {
  await browser.open(url)
  return browser.page?.status === 200
}

const WRONG = ['BBBBBBBB', 'CCCCCCCC', 'DDDDDDDD', 'FFFFFFFF', 'GGGGGGGG'] as const

async function typeWrong(browser: BrowserSession, codes: readonly string[]): Promise<void> {
  for (const code of codes) await enterCode(server, code, browser)
}

test('DV-03 five wrong codes pause a browser, for the right code too, and for minutes only', async () => {
  await server.advance(3_600)
  const { user_code: userCode } = await ask()
  const browser = new BrowserSession(server)
  await typeWrong(browser, WRONG)
  await enterCode(server, userCode, browser)
  const paused = browser.page
  await server.advance(301)
  await enterCode(server, userCode, browser)

  expect([paused?.status, paused?.headers.get('retry-after')]).toEqual([429, expect.stringMatching(/^\d+$/)])
  expect(browser.page?.url).toMatch(AT_DEVICE)
})

test('DV-03 a right code of their own gives a guesser no new tries', async () => {
  await server.advance(3_600)
  const browser = new BrowserSession(server)
  await typeWrong(browser, WRONG.slice(0, 4))
  await enterCode(server, (await ask()).user_code, browser)
  await typeWrong(browser, WRONG.slice(0, 2))

  expect(browser.page?.status).toBe(429)
})

test('DV-03 DV-07 takeovers are counted: two browsers cannot take a request from each other without end', async () => {
  await server.advance(3_600)
  const { first, second, userCode } = await offered()
  const turns: (number | undefined)[] = []
  for (let turn = 0; turn < 12; turn += 1) {
    const browser = turn % 2 === 0 ? second : first
    if (turn > 0) await enterCode(server, userCode, browser)
    if (browser.page?.status === 200) await browser.submit('take-over')
    turns.push(browser.page?.status)
  }
  await server.advance(3_600)

  expect(turns).toEqual([...Array<number>(10).fill(200), 429, 429])
})

test('DV-03 after five wrong codes an offer to take over is paused too', async () => {
  await server.advance(3_600)
  const { first, second, offer } = await offered()
  const url = first.page?.url ?? ''
  await typeWrong(second, WRONG)
  await second.open(offer.action, second.formPost(offer.fields))
  const status = second.page?.status
  await server.advance(301)

  expect([status, await hasRequest(first, url)]).toEqual([429, true])
})

test('DV-03 new browsers give a network no new tries, simultaneous guesses included', async () => {
  await server.advance(3_600)
  const browsers = await inParallel(async () => {
    const browser = new BrowserSession(server)
    await browser.open('/device')
    return browser
  })
  await Promise.all(browsers.map((browser) => browser.submit('code', { user_code: 'BBBBBBBB' })))
  const statuses = browsers.map((browser) => browser.page?.status)

  expect(statuses.filter((status) => status === 400)).toHaveLength(20)
  expect(statuses.filter((status) => status === 429)).toHaveLength(30)
  await server.advance(3_600)
})

/** By the clock of the server, which tests move. */
const SOON = `now() + (select clock_offset_ms from installation) * interval '1 millisecond' + interval '10 minutes'`

/** As if so many wrong codes had come from elsewhere within the hour. */
async function asIfWrong(counts: Readonly<Record<string, number>>): Promise<void> {
  await server.query('delete from rate_limits')
  for (const [bucket, wrong] of Object.entries(counts)) {
    await server.query(
      `insert into rate_limits (environment_id, bucket, count, window_ends_at)
       select environment_id, $1, $2, ${SOON} from device_codes limit 1`,
      [bucket, wrong],
    )
  }
}

test('DV-03 all wrong codes of an environment together have a limit', async () => {
  const { user_code: userCode } = await ask()
  await asIfWrong({ 'device-code': 1_000, 'device-code:new': 500 })
  const browser = await enterCode(server, userCode)

  expect(browser.page?.status).toBe(429)
})

test('DV-03 ATO-41 when that limit is used up, a network without wrong codes may still try, and one with many may not', async () => {
  const { user_code: userCode } = await ask()
  await asIfWrong({ 'device-code': 1_000, 'device-code-seen:7f0000': 3 })
  const used = await enterCode(server, userCode)
  await asIfWrong({ 'device-code': 1_000 })
  const unused = await enterCode(server, userCode)

  expect([used.page?.status, unused.page?.status]).toEqual([429, 200])
})

test('DV-03 ATO-41 when that limit is used up, a browser of an earlier sign-in may still try', async () => {
  const browser = await approveOn(server, (await ask()).user_code, 'knows-devices@example.com')
  await browser.open('/logout')
  const { user_code: userCode } = await ask()
  await asIfWrong({ 'device-code': 1_000, 'device-code:new': 500 })
  await enterCode(server, userCode, browser)
  await server.query('delete from rate_limits')

  expect(browser.page?.status).toBe(200)
})

test('DV-03 copies of the cookie of such a browser share the tries of the person who signed in with it', async () => {
  const owner = await approveOn(server, (await ask()).user_code, 'copies-cookies@example.com')
  const [name = '', value = ''] = [...owner.cookies].find(([one]) => one.endsWith('_known')) ?? []
  const { user_code: userCode } = await ask()
  const tryWith = async (code: string) => {
    // As if each came from a network of its own.
    await server.query(`delete from rate_limits where bucket like 'device-code-from:%'`)
    const copy = new BrowserSession(server)
    copy.cookies.set(name, value)
    return (await enterCode(server, code, copy)).page?.status
  }
  await asIfWrong({ 'device-code': 1_000, 'device-code:new': 500 })
  const wrong = new Set<number | undefined>()
  for (let time = 0; time < 20; time += 1) wrong.add(await tryWith('BBBBBBBB'))
  const right = await tryWith(userCode)
  await server.query('delete from rate_limits')

  expect([[...wrong], right]).toEqual([[400], 429])
})

test('a flood of device authorization requests from one network is stopped', async () => {
  await ask()
  await server.query(`update rate_limits set count = 600 where bucket like 'device-start:%'`)
  const response = await postForm(server, '/oauth2/device/auth', { client_id: device })
  await server.query(`delete from rate_limits where bucket like 'device-start:%'`)

  expect([response.status, await response.json()]).toMatchObject([429, { error: 'temporarily_unavailable' }])
})
