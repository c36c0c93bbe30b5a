import { hashSync } from 'bcryptjs'
import { expect, test } from 'vitest'
import { BrowserSession } from '../../../test/browser-session.ts'
import { api, PRODUCTION, api as apiOf } from '../../../test/management.ts'
import { anApplication, authorizePath, claimsOf, exchange, mailedCode, pkce, type Tokens } from '../../../test/oauth.ts'
import { startServer } from '../../../test/server.ts'

const server = await startServer()
const calls = await api(server)
const PASSWORD = 'correct horse battery'
const HASHED = { hashed_password: hashSync(PASSWORD, 4) }

type Client = Awaited<ReturnType<typeof anApplication>>

interface Listed {
  readonly connection: { readonly id: string; readonly strategy: string }
}

const { connections } = (await calls.get('/connections')).body
const connectionOf = (strategy: string) =>
  String(connections.find(({ connection }: Listed) => connection.strategy === strategy)?.connection.id)

/** Makes an application with exactly these methods. */
async function withMethods(...strategies: string[]): Promise<Client> {
  const client = await anApplication(server)
  const path = `/applications/${client.clientId}/connections`
  for (const strategy of strategies) await calls.post(`${path}/${connectionOf(strategy)}`)
  for (const { connection } of (await calls.get(path)).body.connections) {
    if (!strategies.includes(connection.strategy)) await calls.delete(`${path}/${connection.id}`)
  }
  return client
}

async function opened(client: Client, more: Record<string, string> = {}) {
  const browser = new BrowserSession(server)
  const proof = pkce()
  await browser.open(authorizePath(client, proof, more))
  return { browser, proof }
}

async function idTokenOf(client: Client, signedIn: { proof: ReturnType<typeof pkce>; url: string }) {
  const callback = new URL(signedIn.url)
  const tokens = (await (await exchange(server, client, { ...signedIn, callback })).json()) as Tokens
  return claimsOf(tokens.id_token)
}

async function aUser(identities: object[], password?: object): Promise<string> {
  const { body } = await calls.post('/user', { identities })
  if (password !== undefined) await calls.put(`/users/${body.id}/password`, password)
  return body.id
}
const email = (address: string, is_verified = true) => ({ type: 'email', is_verified, details: { email: address } })
const username = (name: string) => ({ type: 'username', details: { username: name } })
const identitiesOf = async (id: string) => (await calls.get(`/users/${id}/identities`)).body.identities
const userOf = async (address: string) => (await calls.get(`/users?email=${address}`)).body.users[0]
const methodOf = async (id: string) =>
  (await server.query(`select method from sessions where user_id = $1::uuid`, [id.replace('kp_', '')]))[0]?.['method']
const followLink = (browser: BrowserSession, text: string) => {
  const href = new RegExp(`<a href="([^"]+)">${text}</a>`).exec(browser.page?.html ?? '')?.[1]
  return browser.open(String(href).replaceAll('&amp;', '&'))
}

const usernameAndPassword = await withMethods('username:password')
const usernameAndCode = await withMethods('username:otp')
const everything = await withMethods('email:password', 'username:password', 'phone:otp')
const byPhone = await withMethods('phone:otp')

test('a username and its password sign in, in any case of letters (M4-1, M4-4)', async () => {
  const id = await aUser([email('jane@example.com'), username('Jane')], HASHED)
  const { browser, proof } = await opened(usernameAndPassword)
  await browser.submit('identify', { identity: ' jANE ' })
  expect(browser.page?.html).toContain('autocomplete="current-password"')
  const url = await browser.submit('password', { password: PASSWORD })
  expect(await idTokenOf(usernameAndPassword, { proof, url })).toMatchObject({ sub: id, amr: ['pwd'] })
  expect(await methodOf(id)).toBe('username:password')
})

test('a code for a username goes to the verified address of its user (M4-7)', async () => {
  const id = await aUser([email('kim-old@example.com', false), email('kim@example.com'), username('kim')])
  const { browser, proof } = await opened(usernameAndCode)
  await browser.submit('identify', { identity: 'kim' })
  expect(browser.page?.html).not.toContain('kim@example.com')
  const url = await browser.submit('code', { code: await mailedCode(server, 'kim@example.com') })
  expect(await idTokenOf(usernameAndCode, { proof, url })).toMatchObject({ sub: id, amr: ['otp'] })
  expect(await methodOf(id)).toBe('username:code')
})

test('a forgotten password of a username is reset by a code to the address, for all identities (M2-12, M4-7)', async () => {
  await aUser([email('lou@example.com'), username('lou')], HASHED)
  const { browser } = await opened(usernameAndPassword)
  await browser.submit('identify', { identity: 'lou' })
  await browser.submit('forgot')
  await browser.submit('code', { code: await mailedCode(server, 'lou@example.com') })
  expect(await browser.submit('new-password', { password: 'another horse battery' })).toContain('code=')
  const other = await opened(everything)
  await other.browser.submit('identify', { identity: 'lou@example.com' })
  expect(await other.browser.submit('password', { password: 'another horse battery' })).toContain('code=')
})

test('a person who signs up with a username gives an address and verifies it once (M4-2, M4-6)', async () => {
  const { browser } = await opened(usernameAndPassword, { prompt: 'create' })
  await browser.submit('register', { email: 'new@example.com', username: 'Newcomer', given_name: 'Ada' })
  await browser.submit('code', { code: await mailedCode(server, 'new@example.com') })
  expect(await browser.submit('new-password', { password: PASSWORD })).toContain('code=')
  const { id } = await userOf('new@example.com')
  expect(await identitiesOf(id)).toMatchObject([
    { type: 'email', name: 'new@example.com', is_confirmed: true },
    { type: 'username', name: 'Newcomer' },
  ])
  expect(await methodOf(id)).toBe('username:password')
})

test.each([
  ['a', 'username_invalid'],
  ['Jane Doe', 'username_invalid'],
  ['jаne', 'username_invalid'],
  ['', 'username_missing'],
])('the username %j is refused with the rule when signing up (M4-3, ATO-33)', async (name) => {
  const { browser } = await opened(usernameAndCode, { prompt: 'create' })
  await browser.submit('register', { email: 'rule@example.com', username: name })
  expect(browser.page).toMatchObject({ status: 400, html: expect.stringContaining('id="username-problem"') })
})

test('a username that is taken is refused once the address was proven, and another may be chosen (M4-5, ATO-10)', async () => {
  await aUser([email('first@example.com'), username('Taken')])
  const { browser } = await opened(usernameAndCode, { prompt: 'create' })
  await browser.submit('register', { email: 'second@example.com', username: 'tAKEN', given_name: 'Ada' })
  expect(browser.page?.html).toContain('one-time-code')
  await browser.submit('code', { code: await mailedCode(server, 'second@example.com') })
  expect(browser.page?.html).toMatch(/id="username-problem".*value="tAKEN"|value="tAKEN".*id="username-problem"/s)
  await browser.submit('username', { username: 'x' })
  expect(browser.page).toMatchObject({ status: 400 })
  expect(await browser.submit('username', { username: 'Free' })).toContain('code=')
  expect(await identitiesOf((await userOf('second@example.com')).id)).toMatchObject([{}, { name: 'Free' }])
})

test('where nothing is hidden, a taken username is refused at once (M4-5)', async () => {
  await aUser([email('third@example.com'), username('open')])
  await calls.patch('/environment/settings', { is_enumeration_protected: false })
  const { browser } = await opened(usernameAndCode, { prompt: 'create' })
  await browser.submit('register', { email: 'fourth@example.com', username: 'Open' })
  await calls.patch('/environment/settings', { is_enumeration_protected: null })
  expect(browser.page).toMatchObject({ status: 400, html: expect.stringContaining('id="username-problem"') })
})

test('a person without a username chooses one where an application knows nothing else (M4-6)', async () => {
  const id = await aUser([email('mia@example.com')])
  const { browser } = await opened(usernameAndCode, { prompt: 'create' })
  await browser.submit('register', { email: 'mia@example.com', username: 'mia', given_name: 'Mia' })
  expect(await browser.submit('code', { code: await mailedCode(server, 'mia@example.com') })).toContain('code=')
  expect(await identitiesOf(id)).toMatchObject([{ type: 'email' }, { type: 'username', name: 'mia' }])
})

test.each([
  ['with codes', 'username:otp'],
  ['with passwords', 'username:password'],
])('%s, a username that nobody has gets the page of one that somebody has (ATO-10)', async (_how, strategy) => {
  const client = await withMethods(strategy)
  await aUser([email(`${strategy.replace(':', '')}@example.com`), username(`some${strategy.length}`)], HASHED)
  const pages = []
  for (const name of [`some${strategy.length}`, `none${strategy.length}`]) {
    const { browser } = await opened(client)
    await browser.submit('identify', { identity: name })
    pages.push({ status: browser.page?.status, size: browser.page?.html.length, html: browser.page?.html })
  }
  const [some, none] = pages
  expect([none?.status, none?.size]).toEqual([some?.status, some?.size])
  expect(await server.query(`select 1 from mail_messages where recipient like '%username.invalid'`)).toEqual([])
})

test('no code opens a username that nobody has (ATO-04)', async () => {
  const { browser } = await opened(usernameAndCode)
  await browser.submit('identify', { identity: 'nobody' })
  for (const code of ['000000', '123456']) {
    await browser.submit('code', { code })
    expect(browser.page).toMatchObject({ status: 400 })
  }
})

test('one field takes an address or a username, and a link leads to the field for numbers', async () => {
  await aUser([email('both@example.com'), username('both')], HASHED)
  for (const identity of ['both', 'both@example.com']) {
    const { browser } = await opened(everything)
    expect(browser.page?.html.match(/<input (?!type="hidden")/g)).toHaveLength(1)
    await browser.submit('identify', { identity })
    expect(await browser.submit('password', { password: PASSWORD })).toContain('code=')
  }
  const { browser } = await opened(everything)
  await followLink(browser, 'Use a phone number')
  expect(browser.page?.html).toContain('name="phone_country"')
  await followLink(browser, 'Use an email address or a username')
  expect(browser.page?.html).toContain('name="identity"')
})

test('a person signs up and signs in with a number and a code by SMS, and no password (M3-1)', async () => {
  const number = '+4915112345678'
  const { browser, proof } = await opened(everything, { prompt: 'create' })
  await followLink(browser, 'Use a phone number')
  await browser.submit('register', { phone: '01511 2345678', phone_country: 'DE', given_name: 'Ada' })
  const url = await browser.submit('code', { code: await mailedCode(server, number) })
  const { sub } = await idTokenOf(everything, { proof, url })
  expect(await identitiesOf(String(sub))).toMatchObject([{ type: 'phone', name: number, is_confirmed: true }])
  const again = await opened(byPhone)
  await again.browser.submit('identify', { phone: number, phone_country: '' })
  const back = await again.browser.submit('code', { code: await mailedCode(server, number) })
  expect(await idTokenOf(byPhone, { proof: again.proof, url: back })).toMatchObject({ sub, amr: ['sms'] })
  expect(await methodOf(String(sub))).toBe('phone:code')
})

test('the message has the code first and last, and names the host of the page (M3-5, M3-6)', async () => {
  const { browser } = await opened(byPhone)
  await browser.submit('identify', { phone: '+4915112345679', phone_country: '' })
  const authorization = `Bearer ${server.firstRun.inbox_token}`
  const listed = await server.request('/dev/inbox/messages?to=%2B4915112345679', { headers: { authorization } })
  const [message] = ((await listed.json()) as { messages: { code: string; text: string }[] }).messages
  const host = new URL(server.origin).hostname
  expect(message?.text).toMatch(new RegExp(`^${String(message?.code)} .*@${host} #${String(message?.code)}$`, 's'))
})

test.each([
  [{ phone: '', phone_country: '' }],
  [{ phone: '12', phone_country: 'DE' }],
  [{ phone: '01511 2345678', phone_country: '' }],
])('the number %j is refused next to its field', async (typed) => {
  const { browser } = await opened(byPhone)
  await browser.submit('identify', typed)
  expect(browser.page).toMatchObject({ status: 400, html: expect.stringContaining('id="phone-problem"') })
})

test('a code for a number does not open another one of the same browser (ATO-05)', async () => {
  const { browser } = await opened(byPhone)
  await browser.submit('identify', { phone: '+4915112345680', phone_country: '' })
  const code = await mailedCode(server, '+4915112345680')
  await browser.submit('change')
  await browser.submit('identify', { phone: '+4915112345681', phone_country: '' })
  await browser.submit('code', { code })
  expect(browser.page).toMatchObject({ status: 400 })
})

test('an address is refused where people sign in with usernames only, and a username where they do not', async () => {
  const names = await opened(usernameAndCode)
  await names.browser.submit('identify', { identity: 'jane@example.com' })
  const addresses = await opened(await withMethods('email:otp'))
  await addresses.browser.submit('identify', { email: 'jane' })
  expect([names.browser.page?.status, addresses.browser.page?.status]).toEqual([400, 400])
})

test('a user without a password proves the address and then sets one, after a switch from codes (M2-5, M2-6)', async () => {
  const client = await withMethods('email:otp', 'username:otp')
  await aUser([email('moved@example.com'), username('moved')])
  await calls.post(`/applications/${client.clientId}/connections/${connectionOf('username:password')}`)
  const { browser } = await opened(client)
  await browser.submit('identify', { identity: 'moved' })
  await browser.submit('forgot')
  await browser.submit('code', { code: await mailedCode(server, 'moved@example.com') })
  expect(await browser.submit('new-password', { password: PASSWORD })).toContain('code=')
  const again = await opened(client)
  await again.browser.submit('identify', { identity: 'moved@example.com' })
  expect(await again.browser.submit('password', { password: PASSWORD })).toContain('code=')
})

test('an own first page goes straight on with a connection and an identity (A6-1, P6-6)', async () => {
  const client = await withMethods('email:otp', 'phone:otp')
  await calls.patch(`/applications/${client.clientId}`, { is_allow_faceless_auth: true })
  const mail = await opened(client, { connection_id: connectionOf('email:otp'), login_hint: 'own@example.com' })
  expect(mail.browser.page?.html).toContain('one-time-code')
  expect(await mailedCode(server, 'own@example.com')).toMatch(/^\d{6}$/)
  const sms = await opened(client, { connection_id: connectionOf('phone:otp'), login_hint: 'phone:4915112345682:de' })
  const code = await mailedCode(server, '+4915112345682')
  await sms.browser.submit('code', { code })
  expect(sms.browser.page?.html).toContain('name="given_name"')
})

test('without an own first page, or with a connection that is off, the first page is shown and nothing is sent', async () => {
  const client = await withMethods('email:otp', 'phone:otp')
  const hint = { login_hint: 'phone:4915112345683:de' }
  const shown = await opened(client, { connection_id: connectionOf('phone:otp'), ...hint })
  expect(shown.browser.page?.html).toMatch(
    /name="phone"[^>]*value="\+4915112345683"|value="\+4915112345683"[^>]*name="phone"/,
  )
  await calls.patch(`/applications/${client.clientId}`, { is_allow_faceless_auth: true })
  const production = (await (await apiOf(server, { origin: PRODUCTION })).get('/connections')).body.connections
  for (const id of [connectionOf('username:otp'), production[1].connection.id, 'conn_x']) {
    const { browser } = await opened(client, { connection_id: id, ...hint })
    expect(browser.page?.html).not.toContain('one-time-code')
  }
  expect(await server.query(`select 1 from sms_messages where recipient = '+4915112345683'`)).toEqual([])
})

test('methods of an organization hold for sign-ins that name it (O4-5)', async () => {
  const { code } = (await calls.post('/organization', { name: 'Harbour' })).body.organization
  await calls.patch(`/organization/${code}`, { is_enable_advanced_orgs: true })
  await calls.post(`/organizations/${code}/connections/${connectionOf('username:password')}`)
  const id = await aUser([email('sailor@example.com'), username('sailor')], HASHED)
  await calls.post(`/organizations/${code}/users`, { users: [{ id }] })
  const client = await withMethods('email:otp')
  const { browser } = await opened(client, { org_code: code })
  expect(browser.page?.html).toContain('name="identity"')
  await browser.submit('identify', { identity: 'sailor' })
  expect(await browser.submit('password', { password: PASSWORD })).toContain('code=')
})

test('a session answers for an organization only where its method is one of that organization (P8-3, O4-5)', async () => {
  const { code } = (await calls.post('/organization', { name: 'Lighthouse' })).body.organization
  await calls.patch(`/organization/${code}`, { is_enable_advanced_orgs: true })
  await calls.post(`/organizations/${code}/connections/${connectionOf('username:password')}`)
  const id = await aUser([email('keeper@example.com'), username('keeper')], HASHED)
  const client = await withMethods('email:otp')
  const { browser } = await opened(client)
  await browser.submit('identify', { email: 'keeper@example.com' })
  await browser.submit('code', { code: await mailedCode(server, 'keeper@example.com') })
  await calls.post(`/organizations/${code}/users`, { users: [{ id }] })
  const silently = (more: object) => browser.open(authorizePath(client, pkce(), { prompt: 'none', ...more }))
  expect(await silently({})).toContain('code=')
  expect(await silently({ org_code: code })).toContain('error=login_required')
  await browser.open(authorizePath(client, pkce(), { org_code: code, prompt: 'login' }))
  await browser.submit('identify', { identity: 'keeper' })
  await browser.submit('password', { password: PASSWORD })
  expect(await silently({ org_code: code })).toContain('code=')
})
