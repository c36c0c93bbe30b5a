import { expect, test } from 'vitest'
import { BrowserSession } from '../../../../test/browser-session.ts'
import {
  aDevice,
  approveOn,
  askForCode,
  enterCode,
  pollOnce,
  signInOnDevicePage,
  tokensFor,
} from '../../../../test/device.ts'
import { anApi, api, authorize } from '../../../../test/management.ts'
import { anApplication, claimsOf, manage, postForm, signUp } from '../../../../test/oauth.ts'
import { startServer } from '../../../../test/server.ts'

const server = await startServer()
const device = await aDevice(server)
const AT_POLL = { error: expect.any(String) as string, error_description: expect.any(String) as string }

test('P4-1 P4-2 P4-5 the device authorization response has the members of RFC 8628 section 3.2', async () => {
  const answer = await askForCode(server, { client_id: device })

  expect(answer).toEqual({
    device_code: expect.stringMatching(/^kinde_dc_[\w-]{43}$/) as string,
    user_code: expect.stringMatching(/^[BCDFGHJKLMNPQRSTVWXZ]{8}$/) as string,
    verification_uri: `${server.origin}/device`,
    verification_uri_complete: `${server.origin}/device?user_code=${answer.user_code}`,
    expires_in: 600,
    interval: 5,
    qr_code: expect.stringMatching(/^data:image\/png;base64,iVBORw0KGgo/) as string,
  })
})

test('P4-18 the older path is an alias', async () => {
  const answer = await askForCode(server, { client_id: device }, '/oauth2/v2/device_authorization')
  expect(answer.device_code).toMatch(/^kinde_dc_/)
})

test.each(['/oauth2/device/auth', '/oauth2/v2/device_authorization'])('%s takes POST only', async (path) => {
  const response = await server.request(path)
  expect([response.status, response.headers.get('allow')]).toEqual([405, 'POST'])
})

test('the endpoints are in the metadata (RFC 8628 section 4)', async () => {
  const metadata = await (await server.request('/.well-known/openid-configuration')).json()
  expect(metadata).toMatchObject({
    device_authorization_endpoint: `${server.origin}/oauth2/device/auth`,
    grant_types_supported: expect.arrayContaining(['urn:ietf:params:oauth:grant-type:device_code']) as string[],
  })
})

test('P4-7 a request without client_id is rejected while there is no default, and uses it afterwards', async () => {
  const refused = await postForm(server, '/oauth2/device/auth', {})
  await manage(server, 'PATCH', '/api/v1/environment/settings', { default_device_application: device })
  const { device_code: deviceCode } = await askForCode(server, {})
  const poll = await pollOnce(server, { device_code: deviceCode })
  await manage(server, 'PATCH', '/api/v1/environment/settings', { default_device_application: null })

  expect([refused.status, await refused.json()]).toEqual([401, { ...AT_POLL, error: 'invalid_client' }])
  expect(poll.body.error).toBe('authorization_pending')
  expect((await postForm(server, '/oauth2/device/auth', {})).status).toBe(401)
})

test('P4-7 only an application of the type device can be the default', async () => {
  const { clientId } = await anApplication(server)
  const change = manage(server, 'PATCH', '/api/v1/environment/settings', { default_device_application: clientId })
  await expect(change).rejects.toThrow(/400.*NOT_A_DEVICE_APPLICATION/s)
})

test('DV-08 an application of another type may not use the device flow', async () => {
  const { clientId } = await anApplication(server)
  const asked = await postForm(server, '/oauth2/device/auth', { client_id: clientId })
  const polled = await pollOnce(server, { client_id: clientId, device_code: `kinde_dc_${'a'.repeat(43)}` })

  expect([asked.status, await asked.json()]).toMatchObject([400, { error: 'unauthorized_client' }])
  expect(polled.body.error).toBe('unauthorized_client')
})

test('DV-08 an environment can forbid the device flow', async () => {
  await manage(server, 'PATCH', '/api/v1/environment/settings', { is_device_flow_allowed: false })
  const asked = await postForm(server, '/oauth2/device/auth', { client_id: device })
  await manage(server, 'PATCH', '/api/v1/environment/settings', { is_device_flow_allowed: null })

  expect(await asked.json()).toMatchObject({ error: 'unauthorized_client' })
})

test.each([
  ['DV-08 the Management API', { audience: `${server.origin}/api` }],
  ['P4-11 an API that is not authorised', { audience: 'https://api.example.com https://other.example.com' }],
])('%s cannot be requested', async (_what, fields) => {
  const response = await postForm(server, '/oauth2/device/auth', { client_id: device, ...fields })
  expect([response.status, await response.json()]).toMatchObject([400, { error: 'invalid_request' }])
})

test('DV-01 AS-23 a secret from a public client is rejected at both endpoints', async () => {
  const asked = await postForm(server, '/oauth2/device/auth', { client_id: device, client_secret: 'x' })
  const { device_code: deviceCode } = await askForCode(server, { client_id: device })
  const polled = await pollOnce(server, { client_id: device, client_secret: 'x', device_code: deviceCode })

  expect(asked.status).toBe(401)
  expect([polled.status, polled.body.error]).toEqual([401, 'invalid_client'])
})

test('a repeated parameter is rejected', async () => {
  const response = await server.request('/oauth2/device/auth', {
    method: 'POST',
    body: `client_id=${device}&scope=openid&scope=email`,
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
  })
  expect(await response.json()).toMatchObject({ error: 'invalid_request' })
})

test('P4-8 P4-12 P4-13 P4-14 P4-15 P4-19 a person signs in, allows it, and the device gets its tokens', async () => {
  const asked = await askForCode(server, { client_id: device })
  const pending = await pollOnce(server, { client_id: device, device_code: asked.device_code })
  await approveOn(server, asked.user_code, 'whole@example.com')
  const { status, body } = await pollOnce(server, { client_id: device, device_code: asked.device_code })
  const profile = await server.request('/oauth2/v2/user_profile', {
    headers: { authorization: `Bearer ${body.access_token}` },
  })

  expect([pending.status, pending.body]).toEqual([400, { ...AT_POLL, error: 'authorization_pending' }])
  expect([status, body]).toMatchObject([
    200,
    { token_type: 'bearer', expires_in: 86_400, scope: 'openid profile email' },
  ])
  expect([claimsOf(body.access_token), await profile.json()]).toMatchObject([
    { azp: device, scope: 'openid profile email', scp: ['openid', 'profile', 'email'] },
    { email: 'whole@example.com' },
  ])
})

test('P4-12 scopes are those of the request: offline gives a refresh token that works', async () => {
  const tokens = await tokensFor(server, device, { email: 'offline@example.com', scope: 'openid offline_access' })
  const refreshed = await postForm(server, '/oauth2/token', {
    grant_type: 'refresh_token',
    client_id: device,
    refresh_token: tokens.refresh_token,
  })

  expect([tokens.scope, refreshed.status]).toEqual(['openid offline', 200])
})

test('P4-9 the page takes the code from the address, and does nothing until it is posted (DV-06)', async () => {
  const asked = await askForCode(server, { client_id: device })
  const browser = new BrowserSession(server)
  await browser.open(`/device?user_code=${asked.user_code}`)

  expect(browser.page?.html).toContain(`value="${asked.user_code}"`)
  expect(await server.query('select state, claimed_by from device_codes order by created_at desc limit 1')).toEqual([
    { state: 'pending', claimed_by: null },
  ])
})

test.each([
  ['lower case', (code: string) => code.toLowerCase()],
  ['blanks', (code: string) => ` ${code.slice(0, 4)} ${code.slice(4)} `],
  ['marks of direction', (code: string) => `\u2067${code.slice(0, 4)}\u200b${code.slice(4)}\u2069`],
  ['dashes', (code: string) => `${code.slice(0, 2)}-${code.slice(2, 6)}–${code.slice(6)}`],
])('P4-3 DV-02 a user code may be typed with %s', async (_how, write) => {
  const asked = await askForCode(server, { client_id: device })
  const browser = await enterCode(server, write(asked.user_code))
  expect(browser.page?.url).toMatch(/\/device\/[0-9a-f-]{36}$/)
})

test.each([
  ['of no device', 'BBBBCCCC', /That code does not work/],
  ['of another form', 'ABC123', /That code does not work/],
  ['that is missing', '', /Enter the code that your device shows/],
])('P4-9 a code %s gets an error and can be replaced', async (_which, typed, says) => {
  const browser = await enterCode(server, typed)
  expect(browser.page?.status).toBe(400)
  expect(browser.page?.html).toMatch(says)
  expect(browser.form('code').action).toBe('/device/code')
})

test('P4-9 an expired code gets its own error', async () => {
  const asked = await askForCode(server, { client_id: device })
  await server.advance(601)
  const browser = await enterCode(server, asked.user_code)
  expect(browser.page?.html).toContain('That code has expired. Let your device show a new one.')
})

test('P4-10 DV-06 the consent page names application, scopes, requester and account, and warns', async () => {
  const asked = await askForCode(server, { client_id: device, scope: 'openid email' })
  const browser = await enterCode(server, asked.user_code)
  await signInOnDevicePage(server, browser, 'consent@example.com')

  const html = browser.page?.html ?? ''
  const expected = ['Allow Television on your device?', 'consent@example.com', 'See your email address', '127.0.0.1']
  expect(expected.filter((text) => !html.includes(text))).toEqual([])
  expect(html).toContain('Only continue if you started this yourself')
  expect(html).not.toContain('See your name and picture')
})

test('P4-10 P4-17 after a denial the device gets access_denied', async () => {
  const asked = await askForCode(server, { client_id: device })
  const browser = await enterCode(server, asked.user_code)
  await signInOnDevicePage(server, browser, 'deny@example.com')
  await browser.submit('deny')

  const { status, body } = await pollOnce(server, { client_id: device, device_code: asked.device_code })
  expect(browser.page?.html).toContain('You denied it')
  expect([status, body]).toEqual([400, { ...AT_POLL, error: 'access_denied' }])
})

test('a person who is signed in is only asked for the decision', async () => {
  const client = await anApplication(server)
  const { browser } = await signUp(server, client, 'known@example.com')
  const asked = await askForCode(server, { client_id: device })
  await browser.open('/device')
  await browser.submit('code', { user_code: asked.user_code })
  await browser.submit('approve')

  expect(browser.page?.html).toContain('Your device is connected')
})

test('P4-8 a session by a method that the device application does not have leads to the sign-in', async () => {
  const strict = await aDevice(server, { email_method: 'email:password' })
  const client = await anApplication(server)
  const { browser } = await signUp(server, client, 'method@example.com')
  const asked = await askForCode(server, { client_id: strict })
  await browser.open('/device')
  await browser.submit('code', { user_code: asked.user_code })

  expect(browser.form('identify').action).toMatch(/^\/auth\//)
})

test('the person can use another account, and that one is let in', async () => {
  const asked = await askForCode(server, { client_id: device })
  const browser = await enterCode(server, asked.user_code)
  await signInOnDevicePage(server, browser, 'first@example.com')
  await browser.open(`${browser.page?.url ?? ''}?account=other`)
  await signInOnDevicePage(server, browser, 'second@example.com')
  await browser.submit('approve')
  const { body } = await pollOnce(server, { client_id: device, device_code: asked.device_code })

  expect(claimsOf(body.id_token)).toMatchObject({ email: 'second@example.com' })
})

test('cancelling the sign-in leads back to the code, which still works in this browser', async () => {
  const asked = await askForCode(server, { client_id: device })
  const browser = await enterCode(server, asked.user_code)
  await browser.submit('cancel')
  const shown = browser.page?.url
  await browser.submit('code', { user_code: asked.user_code })

  expect(shown).toBe(`${server.origin}/device`)
  expect(browser.form('identify').action).toMatch(/^\/auth\//)
})

test('a code that expires before the decision shows a page that says so, and the device gets the error', async () => {
  const asked = await askForCode(server, { client_id: device })
  const browser = await enterCode(server, asked.user_code)
  await signInOnDevicePage(server, browser, 'late@example.com')
  await server.advance(601)
  await browser.submit('approve')
  const { body } = await pollOnce(server, { client_id: device, device_code: asked.device_code })

  expect(browser.page?.html).toContain('This code has expired')
  expect(body.error).toBe('expired_token')
})

test('DV-10 the event names the person who decided and the device', async () => {
  const tokens = await tokensFor(server, device, { email: 'event@example.com' })
  const rows = await server.query(`select data, subject from events where type = 'device_authorization.approved'
    order by occurred_at`)

  expect(rows.at(-1)).toMatchObject({
    subject: claimsOf(tokens.access_token)['sub'],
    data: { application: { id: device, name: 'Television' }, requested_from: { ip_address: '127.0.0.1' } },
  })
})

test('P4-11 a device may request several authorised APIs: the page names them, and the token is for them', async () => {
  const calls = await api(server)
  const guide = await anApi(calls, { audience: 'https://guide.example', keys: ['read'] })
  const films = await anApi(calls, { audience: 'https://films.example', keys: ['read'] })
  await authorize(calls, guide, { clientId: device, keys: ['read'] })
  await authorize(calls, films, { clientId: device })
  const asked = await askForCode(server, { client_id: device, audience: `${guide.audience} ${films.audience}` })
  const browser = await enterCode(server, asked.user_code)
  await signInOnDevicePage(server, browser, 'audience@example.com')
  const html = browser.page?.html ?? ''
  await browser.submit('approve')
  const { body } = await pollOnce(server, { client_id: device, device_code: asked.device_code })

  expect([guide, films].filter(({ audience }) => !html.includes(audience))).toEqual([])
  expect(claimsOf(body.access_token)['aud']).toEqual([guide.audience, films.audience])
})
