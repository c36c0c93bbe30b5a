import { expect, test } from 'vitest'
import { BrowserSession } from '../browser-session.ts'
import { aDevice, approveOn, askForCode, enterCode, pollOnce, signInOnDevicePage } from '../device.ts'
import { anApplication, mailedCode, signUp } from '../oauth.ts'
import { startServer } from '../server.ts'

const server = await startServer()
const device = await aDevice(server)

const ask = () => askForCode(server, { client_id: device })
const poll = (deviceCode: string) => pollOnce(server, { client_id: device, device_code: deviceCode })
const errorOf = async (deviceCode: string) => (await poll(deviceCode)).body.error

/** A browser on the consent page. */
async function atConsent(userCode: string, email: string): Promise<BrowserSession> {
  const browser = await enterCode(server, userCode)
  await signInOnDevicePage(server, browser, email)
  return browser
}

test('DV-07 only the browser that claimed the code decides about it', async () => {
  const { device_code: deviceCode, user_code: userCode } = await ask()
  const owner = await atConsent(userCode, 'owner@example.com')
  const { browser: other } = await signUp(server, await anApplication(server), 'other@example.com')
  const { action, fields } = owner.form('approve')
  await other.open(action, other.formPost(fields))

  expect(other.page?.status).toBe(403)
  expect(await errorOf(deviceCode)).toBe('authorization_pending')
})

const AT_DEVICE = /\/device\/[0-9a-f-]{36}$/
const pageOf = ({ page }: BrowserSession) => page?.html ?? ''

test('DV-07 a second browser that types the code is told so, and changes nothing by that', async () => {
  const { user_code: userCode } = await ask()
  const owner = await enterCode(server, userCode)
  const other = await enterCode(server, userCode)
  await owner.open(owner.page?.url ?? '')

  expect(owner.page?.url).toMatch(AT_DEVICE)
  expect(owner.form('identify').action).toMatch(/^\/auth\//)
  expect(pageOf(other)).toMatch(/This request is open in another browser.*Television.*127\.0\.0\.1/s)
  expect(pageOf(other)).not.toContain(userCode)
})

test('DV-07 a second browser takes the request over; the first is told, cannot decide, and can take it back', async () => {
  const { device_code: deviceCode, user_code: userCode } = await ask()
  const first = await atConsent(userCode, 'takes-over@example.com')
  const consent = first.form('approve')
  const second = await enterCode(server, userCode)
  await second.submit('take-over')
  await first.open(consent.action, first.formPost(consent.fields))
  const refused = first.page
  const pending = await errorOf(deviceCode)
  await first.open(first.page?.url ?? '')
  const told = first.page
  await enterCode(server, userCode, first)
  await first.submit('take-over')
  await second.open(second.page?.url ?? '')
  await first.submit('approve')

  expect([refused?.status, told?.status]).toEqual([409, 409])
  expect([refused?.html, told?.html, pageOf(second)].map((html) => html?.includes('took this over'))).toEqual([
    true,
    true,
    true,
  ])
  expect(pending).toBe('authorization_pending')
  expect((await poll(deviceCode)).status).toBe(200)
})

test('DV-07 the browser that takes a request over signs in by itself', async () => {
  const { user_code: userCode } = await ask()
  await atConsent(userCode, 'signed-in-first@example.com')
  const second = await enterCode(server, userCode)
  await second.submit('take-over')

  expect(second.form('identify').action).toMatch(/^\/auth\//)
  expect(pageOf(second)).not.toContain('signed-in-first')
})

test('DV-07 a takeover is recorded', async () => {
  await enterCode(server, (await ask()).user_code)
  const { user_code: userCode } = await ask()
  await enterCode(server, userCode)
  const second = await enterCode(server, userCode)
  await second.submit('take-over')
  const events = await server.query(
    `select subject, data from events where type = 'device_authorization.taken_over' order by occurred_at desc limit 1`,
  )

  expect(events).toMatchObject([
    { subject: device, data: { application: { id: device }, ip_address: '127.0.0.1', requested_from: {} } },
  ])
})

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

test.each([
  ['without a CSRF token', { csrf: '' }, {}],
  ['with one that is wrong', { csrf: 'wrong' }, {}],
  ['without the sealed code', { request: '' }, {}],
  ['with another text in its place', { request: 'AbCdEf' }, {}],
  ['from another site', {}, { 'sec-fetch-site': 'cross-site', origin: 'https://evil.example' }],
])('DV-07 a takeover %s changes nothing', async (_how, changed, headers) => {
  const { first, second, offer } = await offered()
  const url = first.page?.url ?? ''
  const post = second.formPost({ ...offer.fields, ...changed })
  await second.open(offer.action, {
    ...post,
    headers: { ...Object.fromEntries(new Headers(post.headers)), ...headers },
  })

  expect([400, 403]).toContain(second.page?.status)
  expect(await hasRequest(first, url)).toBe(true)
})

test('DV-07 the offer of a takeover is worth nothing in another browser', async () => {
  const { first, offer, userCode } = await offered()
  const url = first.page?.url ?? ''
  const third = await enterCode(server, userCode)
  const { csrf = '' } = third.form('take-over').fields
  await third.open(offer.action, third.formPost({ ...offer.fields, csrf }))

  expect(third.page?.status).toBe(400)
  expect(await hasRequest(first, url)).toBe(true)
})

test('DV-07 an offer that another browser was faster with asks again', async () => {
  const { first, second, offer, userCode } = await offered()
  const url = first.page?.url ?? ''
  const third = await enterCode(server, userCode)
  await third.submit('take-over')
  await second.open(offer.action, second.formPost(offer.fields))
  const asked = pageOf(second)
  await second.submit('take-over')

  expect(asked).toContain('This request is open in another browser')
  expect(second.page?.url).toBe(url)
})

test.each([
  ['approved', 'approve', /That code has been used already/],
  ['denied', 'deny', /That code has been used already/],
])('DV-07 a takeover after the request was %s changes nothing', async (_what, decision, says) => {
  const { device_code: deviceCode, user_code: userCode } = await ask()
  const first = await atConsent(userCode, `${decision}-first@example.com`)
  const second = await enterCode(server, userCode)
  await first.submit(decision)
  await second.submit('take-over')
  const { status } = await poll(deviceCode)

  expect(pageOf(second)).toMatch(says)
  expect(status).toBe(decision === 'approve' ? 200 : 400)
})

test('DV-07 P4-9 a code that expired or was decided elsewhere says so', async () => {
  const [expired, decided] = [await ask(), await ask()]
  await approveOn(server, decided.user_code, 'decides-elsewhere@example.com')
  const used = await enterCode(server, decided.user_code)
  await server.advance(601)
  const late = await enterCode(server, expired.user_code)

  expect([used.page?.status, pageOf(used)]).toEqual([400, expect.stringContaining('has been used already')])
  expect([late.page?.status, pageOf(late)]).toEqual([400, expect.stringContaining('That code has expired')])
})

test('DV-07 a person who cancels the sign-in leaves the request to whoever types the code next', async () => {
  const { user_code: userCode } = await ask()
  const first = await enterCode(server, userCode)
  const url = first.page?.url ?? ''
  await first.submit('cancel')
  await first.open(url)
  const sentTo = first.page?.url
  const second = await enterCode(server, userCode)

  expect(sentTo).toBe(`${server.origin}/device`)
  expect(second.page?.url).toBe(url)
})

test.each(['', '&state=wrong'])('DV-07 a link like that of a cancelled sign-in leaves nothing (%s)', async (more) => {
  const { user_code: userCode } = await ask()
  const first = await enterCode(server, userCode)
  const url = first.page?.url ?? ''
  await first.open(`${url}?error=access_denied${more}`)

  expect(await hasRequest(first, url)).toBe(true)
})

test.each([
  ['without a CSRF token', {}, {}],
  ['with one that is wrong', { csrf: 'wrong' }, {}],
  ['from another site', undefined, { 'sec-fetch-site': 'cross-site', origin: 'https://evil.example' }],
])('DV-07 an approval %s changes nothing', async (_how, sent, headers) => {
  const { device_code: deviceCode, user_code: userCode } = await ask()
  const browser = await atConsent(userCode, 'csrf@example.com')
  const { action, fields } = browser.form('approve')
  const post = browser.formPost(sent ?? fields)
  await browser.open(action, { ...post, headers: { ...Object.fromEntries(new Headers(post.headers)), ...headers } })

  expect(await errorOf(deviceCode)).toBe('authorization_pending')
})

test('DV-07 a form shown to one person is void once another has signed in', async () => {
  const { device_code: deviceCode, user_code: userCode } = await ask()
  const browser = await atConsent(userCode, 'before@example.com')
  const { action, fields } = browser.form('approve')
  await browser.open(`${browser.page?.url ?? ''}?account=other`)
  await signInOnDevicePage(server, browser, 'after@example.com')
  await browser.open(action, browser.formPost(fields))

  expect(browser.page?.status).toBe(400)
  expect(await errorOf(deviceCode)).toBe('authorization_pending')
})

test('DV-07 only a signed-in person can approve', async () => {
  const { device_code: deviceCode, user_code: userCode } = await ask()
  const browser = await atConsent(userCode, 'signed-out@example.com')
  const { action, fields } = browser.form('approve')
  await server.query(`update sessions set revoked_at = now()`)
  await browser.open(action, browser.formPost(fields))

  expect(browser.form('identify').action).toMatch(/^\/auth\//)
  expect(await errorOf(deviceCode)).toBe('authorization_pending')
})

test('DV-07 a decision is final', async () => {
  const { device_code: deviceCode, user_code: userCode } = await ask()
  const browser = await atConsent(userCode, 'turned@example.com')
  const { action, fields } = browser.form('approve')
  await browser.submit('deny')
  await browser.open(action, browser.formPost(fields))

  expect(browser.page?.html).toContain('You denied it')
  expect(await errorOf(deviceCode)).toBe('access_denied')
})

test('text that a person types is never markup on the page', async () => {
  const browser = await enterCode(server, '"><script>alert(1)</script>')
  expect(browser.page?.html).not.toContain('<script>alert')
})

test('a sign-in that began for a device is finished in the same browser only (AS-19)', async () => {
  const { user_code: userCode } = await ask()
  const browser = await enterCode(server, userCode)
  await browser.submit('identify', { email: 'stolen-flow@example.com' })
  const { action, fields } = browser.form('code')
  const other = new BrowserSession(server)
  await other.open('/device')
  const code = await mailedCode(server, 'stolen-flow@example.com')
  await other.open(action, other.formPost({ ...fields, code }))

  expect(other.page?.status).toBe(403)
})
