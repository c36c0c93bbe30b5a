import { expect, test } from 'vitest'
import { type BrowserSession } from '../browser-session.ts'
import { aDevice, approveOn, askForCode, enterCode, pollOnce, signInOnDevicePage } from '../device.ts'
import { claimsOf, manage, postForm, signOutEverywhere } from '../oauth.ts'
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
