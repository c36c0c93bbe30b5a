import { expect, test } from 'vitest'
import { BrowserSession } from '../browser-session.ts'
import { aDevice, approveOn, askForCode, enterCode, pollOnce, signInOnDevicePage, type PollAnswer } from '../device.ts'
import { startServers } from '../processes.ts'
import type { TestServer } from '../server.ts'

const { server, at } = await startServers(2)
const device = await aDevice(server)

const TIMES = 50
const inParallel = <T>(work: (index: number) => Promise<T>) =>
  Promise.all(Array.from({ length: TIMES }, (_, index) => work(index)))

const ask = () => askForCode(server, { client_id: device })
const poll = (deviceCode: string, from: TestServer) => pollOnce(from, { client_id: device, device_code: deviceCode })

/** Counts the results of polls; `tokens` for those without an error. */
function outcomesOf(answers: readonly PollAnswer[]): Record<string, number> {
  const outcomes: Record<string, number> = {}
  for (const { body } of answers) outcomes[body.error ?? 'tokens'] = (outcomes[body.error ?? 'tokens'] ?? 0) + 1
  return outcomes
}

test('DV-04 ATO-27 REL-13 one of fifty polls of an approved code at two processes gets tokens', async () => {
  const { device_code: deviceCode, user_code: userCode } = await ask()
  await approveOn(server, userCode, 'parallel@example.com')
  const answers = await inParallel((index) => poll(deviceCode, at(index)))
  const [issued] = await server.query(
    `select count(*)::int as count from access_tokens t join device_codes d using (grant_id)`,
  )

  expect(outcomesOf(answers)).toEqual({ tokens: 1, invalid_grant: TIMES - 1 })
  expect(issued?.['count']).toBe(1)
})

test('DV-04 REL-13 one of fifty simultaneous polls of a waiting code is in time', async () => {
  const { device_code: deviceCode } = await ask()
  const answers = await inParallel((index) => poll(deviceCode, at(index)))

  expect(outcomesOf(answers)).toEqual({ authorization_pending: 1, slow_down: TIMES - 1 })
})

test('DV-07 REL-13 one of a simultaneous approval and denial counts', async () => {
  const { device_code: deviceCode, user_code: userCode } = await ask()
  const browser = await enterCode(server, userCode)
  await signInOnDevicePage(server, browser, 'both@example.com')
  const [approve, deny] = [browser.form('approve'), browser.form('deny')]
  await Promise.all([approve, deny].map(({ action, fields }) => browser.open(action, browser.formPost(fields))))
  const [events] = await server.query(
    `select count(*)::int as count from events e join identities i on e.subject = 'kp_' || replace(i.user_id::text, '-', '')
      where i.value = 'both@example.com' and e.type like 'device_authorization.%'`,
  )
  const { body } = await poll(deviceCode, server)

  expect(events?.['count']).toBe(1)
  expect([undefined, 'access_denied']).toContain(body.error)
})

test('DV-07 REL-13 one of ten browsers that type a code at the same moment claims it', async () => {
  const { user_code: userCode } = await ask()
  const browsers = Array.from({ length: 10 }, (_, index) => new BrowserSession(at(index)))
  await Promise.all(browsers.map((browser) => browser.open('/device')))
  await Promise.all(browsers.map((browser) => browser.submit('code', { user_code: userCode })))

  expect(browsers.filter(hasIt)).toHaveLength(1)
  expect(browsers.filter(({ page }) => page?.html.includes('open in another browser') === true)).toHaveLength(9)
})

const hasIt = ({ page }: BrowserSession) => /\/device\/[0-9a-f-]{36}$/.test(page?.url ?? '')

test('DV-07 REL-13 one of ten browsers that take a request over at the same moment gets it, and is recorded', async () => {
  const { user_code: userCode } = await ask()
  const first = await enterCode(server, userCode)
  const url = new URL(first.page?.url ?? '').pathname
  const browsers = Array.from({ length: 10 }, (_, index) => new BrowserSession(at(index)))
  for (const browser of browsers) await enterCode(server, userCode, browser)
  await Promise.all(browsers.map((browser) => browser.submit('take-over')))
  const got = browsers.filter(hasIt)
  await first.open(url)
  const [events] = await server.query(
    `select count(*)::int as count from events where type = 'device_authorization.taken_over'`,
  )

  expect([got.length, first.page?.status, events?.['count']]).toEqual([1, 409, 1])
})

test('DV-07 REL-13 one of a simultaneous approval and takeover counts', async () => {
  const { device_code: deviceCode, user_code: userCode } = await ask()
  const first = await enterCode(server, userCode)
  await signInOnDevicePage(server, first, 'raced@example.com')
  const second = await enterCode(server, userCode, new BrowserSession(at(1)))
  await Promise.all([first.submit('approve'), second.submit('take-over')])
  const { body } = await poll(deviceCode, server)

  expect([body.error, hasIt(second)]).toEqual(
    body.error === undefined ? [undefined, false] : ['authorization_pending', true],
  )
})
