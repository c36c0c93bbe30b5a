import { expect, test } from 'vitest'
import { api, aRole, PRODUCTION, refusal } from '../../../test/management.ts'
import { BrowserSession } from '../../../test/browser-session.ts'
import {
  anApplication,
  authorizePath,
  claimsOf,
  exchange,
  mailedCode,
  pkce,
  refresh,
  signUp,
  type TestClient,
  type Tokens,
} from '../../../test/oauth.ts'
import { giveMember } from '../../../test/members.ts'
import { startServer } from '../../../test/server.ts'

const server = await startServer()
const calls = await api(server)
const open = await anApplication(server)
const closed = await anApplication(server, { redirectUri: 'https://closed.example.com/callback' })
const path = `/applications/${closed.clientId}`
const staff = await aRole(calls, 'staff')

const control = (isEnabled: boolean) => calls.patch(path, { is_access_control_enabled: isEnabled })
const userIn = (tokens: Tokens) =>
  String(claimsOf(tokens.access_token)['sub'])
    .slice(3)
    .replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')

/** Signs a person up at the application that is open to all. */
async function somebody(email: string) {
  const signedIn = await signUp(server, open, email)
  const tokens = (await (await exchange(server, open, signedIn)).json()) as Tokens
  return { browser: signedIn.browser, userId: userIn(tokens) }
}

/** Signs a person in again by code, and returns where the browser ends. */
async function signIn(client: TestClient, email: string) {
  const browser = new BrowserSession(server)
  const proof = pkce()
  await browser.open(authorizePath(client, proof))
  await browser.submit('identify', { email })
  const location = await browser.submit('code', { code: await mailedCode(server, email) })
  return { browser, proof, location }
}

test('access control needs a role that may enter, and keeps the last such role while it is on', async () => {
  expect(await control(true)).toMatchObject(refusal(400, 'ACCESS_ROLES_REQUIRED'))
  expect((await calls.post(`${path}/access_roles/${staff}`)).status).toBe(200)
  expect((await calls.post(`${path}/access_roles/${staff}`)).status).toBe(200)
  expect((await control(true)).status).toBe(200)
  expect(await calls.delete(`${path}/access_roles/${staff}`)).toMatchObject(refusal(400, 'ACCESS_ROLES_REQUIRED'))
  const listed = (await calls.get(`${path}/access_roles`)).body
  expect(listed).toMatchObject({
    has_more: false,
    roles: [{ id: staff, key: 'staff', name: 'staff', description: '' }],
  })
})

test('the list of roles comes in pages, forwards and backwards', async () => {
  const ids = [staff]
  for (const key of ['p1', 'p2', 'p3']) ids.push(await aRole(calls, key))
  for (const id of ids) await calls.post(`${path}/access_roles/${id}`)
  const page = async (query: string) => {
    const { body } = await calls.get(`${path}/access_roles?page_size=2&${query}`)
    return [body.roles.map(({ id }: { id: string }) => id), body.has_more]
  }
  expect(await page('')).toEqual([ids.slice(0, 2), true])
  expect(await page(`starting_after=${ids[1]}`)).toEqual([ids.slice(2), false])
  expect(await page(`ending_before=${ids[3]}`)).toEqual([ids.slice(1, 3), true])
  for (const id of ids.slice(1)) await calls.delete(`${path}/access_roles/${id}`)
})

test.each([
  ['page_size=101', 'PAGE_SIZE_LIMIT_EXCEEDED', 'Page size cannot be greater than 100'],
  [
    `starting_after=${staff}&ending_before=${staff}`,
    'TOO_MANY_PARAMETERS',
    'Only one of starting_after or ending_before may be specified',
  ],
])('the list of roles rejects ?%s as published', async (query, code, message) => {
  const answer = await calls.get(`${path}/access_roles?${query}`)
  expect(answer).toMatchObject({ status: 400, body: { errors: [{ code, message }] } })
})

test('a person without an allowed role gets a page that says so, and no session', async () => {
  await somebody('outside@example.com')
  const { browser } = await signIn(closed, 'outside@example.com')
  expect(browser.page).toMatchObject({ status: 403 })
  expect(browser.page?.html).toContain('You cannot enter here')
  const sessions = await server.query(`select from sessions s join identities i on i.user_id = s.user_id
    where i.normalized = 'outside@example.com'`)
  expect(sessions).toHaveLength(1)
})

test('a person with an allowed role enters, and gets no refresh once the role is taken away', async () => {
  const { userId } = await somebody('inside@example.com')
  await giveMember(server, userId, { role: staff })
  const { proof, location } = await signIn(closed, 'inside@example.com')
  const tokens = (await (await exchange(server, closed, { callback: new URL(location), proof })).json()) as Tokens
  const refreshed = (await (await refresh(server, closed, tokens.refresh_token)).json()) as Tokens
  await server.query('delete from membership_roles where user_id = $1', [userId])
  const refused = await refresh(server, closed, refreshed.refresh_token)
  expect(refreshed.refresh_token).toBeDefined()
  expect([refused.status, await refused.json()]).toMatchObject([400, { error: 'invalid_grant' }])
})

test('a code is rejected once the role is taken away (AS-33)', async () => {
  const { userId } = await somebody('leaving@example.com')
  await giveMember(server, userId, { role: staff })
  const { proof, location } = await signIn(closed, 'leaving@example.com')
  await server.query('delete from membership_roles where user_id = $1', [userId])
  const refused = await exchange(server, closed, { callback: new URL(location), proof })
  expect([refused.status, await refused.json()]).toMatchObject([400, { error: 'invalid_grant' }])
})

test('a new person without an allowed role gets no account', async () => {
  const browser = new BrowserSession(server)
  await browser.open(authorizePath(closed, pkce(), { prompt: 'create' }))
  await browser.submit('register', { email: 'new@example.com', given_name: 'New', family_name: 'Comer' })
  await browser.submit('code', { code: await mailedCode(server, 'new@example.com') })
  expect(browser.page).toMatchObject({ status: 403 })
  expect(await server.query(`select from identities where normalized = 'new@example.com'`)).toEqual([])
})

test('a new person enters by a default role that is allowed', async () => {
  const fan = await aRole(calls, 'fan', { is_default_role: true })
  await calls.post(`${path}/access_roles/${fan}`)
  const { callback } = await signUp(server, closed, 'fan@example.com')
  expect(callback.searchParams.get('code')).toMatch(/./)
  await calls.delete(`/roles/${fan}`)
})

test('a session of a person without an allowed role leads to the sign-in page, and prompt=none denies access', async () => {
  const { browser } = await somebody('silent@example.com')
  await browser.open(authorizePath(closed, pkce()))
  expect(browser.page?.status).toBe(200)
  const denied = new URL(await browser.open(authorizePath(closed, pkce(), { prompt: 'none' })))
  expect(denied.searchParams.get('error')).toBe('access_denied')
})

test('a session of a person with an allowed role answers silently', async () => {
  const { browser, userId } = await somebody('staff@example.com')
  await giveMember(server, userId, { role: staff })
  const answered = new URL(await browser.open(authorizePath(closed, pkce(), { prompt: 'none' })))
  expect(answered.searchParams.get('code')).toMatch(/./)
})

test('everybody enters again once access control is off', async () => {
  await somebody('everybody@example.com')
  await control(false)
  const { location } = await signIn(closed, 'everybody@example.com')
  expect(new URL(location).searchParams.get('code')).toMatch(/./)
  await control(true)
})

test('an application for machines has no access control', async () => {
  const { application } = (await calls.post('/applications', { name: 'Machine', type: 'm2m' })).body
  expect(await calls.post(`/applications/${application.id}/access_roles/${staff}`)).toMatchObject(
    refusal(400, 'APPLICATION_TYPE_NOT_SUPPORTED'),
  )
  expect(await calls.patch(`/applications/${application.id}`, { is_access_control_enabled: true })).toMatchObject(
    refusal(400, 'ACCESS_CONTROL_NOT_SUPPORTED'),
  )
})

const missing = '01929904-316d-7b2c-869f-99dfea4ac394'
const production = await api(server, { origin: PRODUCTION })
const foreign = (await production.post('/applications', { name: 'Foreign', type: 'spa' })).body.application.id

test.each([
  ['GET', `/applications/${foreign}/access_roles`, 'APPLICATION_NOT_FOUND'],
  ['POST', `/applications/${foreign}/access_roles/${staff}`, 'APPLICATION_NOT_FOUND'],
  ['DELETE', `/applications/${foreign}/access_roles/${staff}`, 'APPLICATION_NOT_FOUND'],
  ['POST', `${path}/access_roles/${missing}`, 'ROLE_NOT_FOUND'],
  ['POST', `${path}/access_roles/nonsense`, 'ROLE_NOT_FOUND'],
  ['DELETE', `${path}/access_roles/${missing}`, 'APPLICATION_ACCESS_ROLE_NOT_FOUND'],
  ['GET', `${path}/access_roles?starting_after=nonsense`, 'ROLE_NOT_FOUND'],
])('%s %s finds nothing (ATO-11)', async (method, where, code) => {
  expect(await calls.send(method, where)).toMatchObject(refusal(404, code))
})
