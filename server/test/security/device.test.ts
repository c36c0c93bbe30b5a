import { expect, test } from 'vitest'
import { BrowserSession } from '../browser-session.ts'
import { aDevice, approveOn, askForCode, enterCode, pollOnce, signInOnDevicePage } from '../device.ts'
import { anApplication, claimsOf, mailedCode, manage, postForm, signOutEverywhere, signUp } from '../oauth.ts'
import { startServer } from '../server.ts'

const server = await startServer()
const device = await aDevice(server)

const TIMES = 50
const inParallel = <T>(work: (index: number) => Promise<T>) =>
  Promise.all(Array.from({ length: TIMES }, (_, index) => work(index)))

const ask = () => askForCode(server, { client_id: device })
const poll = (deviceCode: string) => pollOnce(server, { client_id: device, device_code: deviceCode })
const errorOf = async (deviceCode: string) => (await poll(deviceCode)).body.error

/** A browser on the consent page. */
async function atConsent(userCode: string, email: string): Promise<BrowserSession> {
  const browser = await enterCode(server, userCode)
  await signInOnDevicePage(server, browser, email)
  return browser
}

test('DV-02 only digests of device codes and user codes are stored', async () => {
  const { device_code: deviceCode, user_code: userCode } = await ask()
  const [row] = await server.query(
    'select device_codes::text as text from device_codes order by created_at desc limit 1',
  )

  expect(row?.['text']).not.toContain(deviceCode)
  expect(row?.['text']).not.toContain(Buffer.from(userCode).toString('hex'))
})

test('DV-04 the first poll is never too fast', async () => {
  expect(await errorOf((await ask()).device_code)).toBe('authorization_pending')
})

test('DV-04 P4-16 a poll within the interval answers slow_down, and the interval is 5 seconds longer for good', async () => {
  const { device_code: deviceCode } = await ask()
  const answers = [await errorOf(deviceCode)]
  for (const seconds of [4, 5, 10, 9, 15]) {
    await server.advance(seconds)
    answers.push(await errorOf(deviceCode))
  }

  expect(answers).toEqual(['authorization_pending', 'slow_down', 'slow_down', 'slow_down', 'slow_down', 'slow_down'])
})

test('DV-04 a device that keeps to its interval never gets slow_down', async () => {
  const { device_code: deviceCode } = await ask()
  const answers = [await errorOf(deviceCode)]
  for (const seconds of [1, 10, 10, 5, 15]) {
    await server.advance(seconds)
    answers.push(await errorOf(deviceCode))
  }

  const pending = 'authorization_pending'
  expect(answers).toEqual([pending, 'slow_down', pending, pending, 'slow_down', pending])
})

test('DV-04 P4-6 P4-17 after its lifetime a code is expired_token, approved or not', async () => {
  const [waiting, approved] = [await ask(), await ask()]
  await approveOn(server, approved.user_code, 'expired@example.com')
  await server.advance(600)

  expect([await errorOf(waiting.device_code), await errorOf(approved.device_code)]).toEqual([
    'expired_token',
    'expired_token',
  ])
})

test('DV-05 another client gets invalid_grant, and does not slow the device down', async () => {
  const { device_code: deviceCode, user_code: userCode } = await ask()
  const other = await aDevice(server)
  await approveOn(server, userCode, 'bound@example.com')
  const stolen = await pollOnce(server, { client_id: other, device_code: deviceCode })

  expect([stolen.status, stolen.body.error]).toEqual([400, 'invalid_grant'])
  expect((await poll(deviceCode)).status).toBe(200)
})

test.each([
  ['unknown', `kinde_dc_${'A'.repeat(43)}`, 'invalid_grant'],
  ['P4-17 of another form', 'nonsense', 'server_error'],
  ['P4-17 with U+0000', 'kinde_dc_\0', 'server_error'],
])('a device code that is %s is refused without a server error', async (_which, deviceCode, error) => {
  const { status, body } = await poll(deviceCode)
  expect([status, body.error]).toEqual([400, error])
})

test('a poll without device_code is invalid_request', async () => {
  const { status, body } = await pollOnce(server, { client_id: device })
  expect([status, body.error]).toEqual([400, 'invalid_request'])
})

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

test('DV-08 the sign-in for a device gives no code and no grant by itself', async () => {
  const { device_code: deviceCode, user_code: userCode } = await ask()
  const browser = await atConsent(userCode, 'no-grant@example.com')
  const [grants] = await server.query(
    `select count(*)::int as count from grants g join identities i on i.user_id = g.user_id where i.value = $1`,
    ['no-grant@example.com'],
  )

  expect(browser.page?.url).not.toContain('code=')
  expect(grants?.['count']).toBe(0)
  expect(await errorOf(deviceCode)).toBe('authorization_pending')
})

test.each([
  ['is suspended', `update users set is_suspended = true where id = $1`],
  ['has their grants revoked', `update grants set revoked_at = now() where user_id = $1`],
  ['is removed from the organization', `delete from memberships where user_id = $1`],
  ['is deleted', `delete from users where id = $1`],
])('DV-09 AS-33 no tokens when the user %s after the approval', async (_what, change) => {
  const { device_code: deviceCode, user_code: userCode } = await ask()
  const email = `after-${Buffer.from(change).toString('hex').slice(0, 24)}@example.com`
  await approveOn(server, userCode, email)
  const [identity] = await server.query('select user_id from identities where value = $1', [email])
  await server.query(change, [identity?.['user_id']])
  const { status, body } = await poll(deviceCode)

  expect([status, body.access_token]).toEqual([400, undefined])
  expect(['access_denied', 'invalid_grant']).toContain(body.error)
})

/** A device that was approved long ago, and the browser that approved it. */
async function aDeviceOf(email: string) {
  const asked = await askForCode(server, { client_id: device, scope: 'openid offline' })
  const browser = await approveOn(server, asked.user_code, email)
  const { body } = await poll(asked.device_code)
  const isLetIn = async () => {
    const profile = await server.request('/oauth2/v2/user_profile', {
      headers: { authorization: `Bearer ${body.access_token}` },
    })
    const fields = { grant_type: 'refresh_token', client_id: device, refresh_token: body.refresh_token }
    return [profile.status, (await postForm(server, '/oauth2/token', fields)).status]
  }
  return { browser, body, isLetIn }
}

test('DV-10 signing out everywhere revokes the grant of a device', async () => {
  const { browser, isLetIn } = await aDeviceOf('takes-back@example.com')
  await browser.open('/logout')
  const after = await isLetIn()
  await enterCode(server, (await ask()).user_code, browser)
  await signInOnDevicePage(server, browser, 'takes-back@example.com')
  await signOutEverywhere(browser)

  expect([after, await isLetIn()]).toEqual([
    [200, 200],
    [401, 400],
  ])
})

test('DV-10 a device can revoke its own grant', async () => {
  const { body, isLetIn } = await aDeviceOf('gives-up@example.com')
  await postForm(server, '/oauth2/revoke', { client_id: device, token: body.refresh_token })

  expect(await isLetIn()).toEqual([401, 400])
})

test('DV-10 an administrator can revoke the grant of a device', async () => {
  const { body, isLetIn } = await aDeviceOf('taken-back@example.com')
  await manage(server, 'DELETE', `/api/v1/users/${String(claimsOf(body.id_token)['sub'])}/sessions`)

  expect(await isLetIn()).toEqual([401, 400])
})

test('AS-33 a refresh token of a device dies with the suspension of its user', async () => {
  const { device_code: deviceCode, user_code: userCode } = await askForCode(server, {
    client_id: device,
    scope: 'openid offline',
  })
  await approveOn(server, userCode, 'refresh@example.com')
  const { body } = await poll(deviceCode)
  await server.query(
    `update users set is_suspended = true where id = (select user_id from identities where value = 'refresh@example.com')`,
  )
  const fields = { grant_type: 'refresh_token', client_id: device, refresh_token: body.refresh_token }

  expect((await postForm(server, '/oauth2/token', fields)).status).toBe(400)
})

test('the codes of a deleted application are gone', async () => {
  const gone = await aDevice(server)
  const { user_code: userCode } = await askForCode(server, { client_id: gone })
  await server.query('delete from applications where id = $1::uuid', [gone])

  const browser = await enterCode(server, userCode)
  expect(browser.page?.html).toContain('That code does not work')
})

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
