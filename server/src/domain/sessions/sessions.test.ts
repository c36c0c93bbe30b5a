import { expect, test } from 'vitest'
import { aDevice, tokensFor } from '../../../test/device.ts'
import { api, PRODUCTION, refusal, type Answer } from '../../../test/management.ts'
import {
  anApplication,
  authorizePath,
  claimsOf,
  exchange,
  pkce,
  refresh,
  signUp,
  type SignedIn,
  type Tokens,
} from '../../../test/oauth.ts'
import { startServer } from '../../../test/server.ts'

const server = await startServer()
const calls = await api(server)
const client = await anApplication(server)
const PROOF = pkce()

interface Person {
  readonly tokens: Tokens
  readonly path: string
  readonly browser: SignedIn['browser']
}

async function signIn(email: string): Promise<Person> {
  const signedIn = await signUp(server, client, email)
  const tokens = (await (await exchange(server, client, signedIn)).json()) as Tokens
  return { tokens, browser: signedIn.browser, path: `/users/${String(claimsOf(tokens.id_token)['sub'])}/sessions` }
}

const statusOf = async ({ access_token: token }: Tokens) =>
  (await server.request('/oauth2/v2/user_profile', { headers: { authorization: `Bearer ${token}` } })).status
const idsOf = ({ body }: Answer): string[] =>
  body.sessions.map(({ session_id: id }: { session_id: string }) => id).toSorted()

test('the sessions of a user are listed with where they began and for what', async () => {
  const { path } = await signIn('listed@example.com')
  const { status, body } = await calls.get(path)
  expect([status, body.has_more, body.sessions.length]).toEqual([200, false, 1])
  expect(body.sessions[0]).toMatchObject({
    user_id: path.split('/')[2],
    client_id: client.clientId,
    session_id: expect.stringMatching(/^session_0x[0-9a-f]{32}$/),
    initial_ip_address: '127.0.0.1',
    last_ip_address: '127.0.0.1',
  })
  expect(Date.parse(body.sessions[0].expires_on)).toBeGreaterThan(Date.parse(body.sessions[0].updated_on))
})

const applicationsOf = async (path: string): Promise<unknown[]> =>
  (await calls.get(path)).body.sessions.map(({ client_id: id }: { client_id?: string }) => id)

test('a session is listed with its application after that was deleted', async () => {
  const gone = await anApplication(server)
  const { browser } = await signUp(server, gone, 'survives@example.com')
  const callback = new URL(await browser.open(silentPath()))
  const tokens = (await (await exchange(server, client, { callback, proof: PROOF })).json()) as Tokens
  const path = `/users/${String(claimsOf(tokens.id_token)['sub'])}/sessions`
  const before = await applicationsOf(path)
  await calls.delete(`/applications/${gone.clientId}`)
  expect([before, await applicationsOf(path)]).toEqual([[gone.clientId], [gone.clientId]])
})

test('a session that a sign-in on the page of a device opened is listed with the application of the device', async () => {
  const device = await aDevice(server)
  const tokens = await tokensFor(server, device, { email: 'television@example.com', scope: 'openid' })
  const path = `/users/${String(claimsOf(tokens.id_token)['sub'])}/sessions`
  expect(await applicationsOf(path)).toEqual([device])
})

test('the subject is accepted as kp: too (P7-21)', async () => {
  const { path } = await signIn('colon@example.com')
  expect(idsOf(await calls.get(path.replace('kp_', 'kp:')))).toHaveLength(1)
})

test('every browser is a session, and signing in again in one of them keeps its session', async () => {
  const { path } = await signIn('two@example.com')
  const { browser } = await signIn('two@example.com')
  const before = idsOf(await calls.get(path))
  await signUpAgain(browser, 'two@example.com')
  expect(before).toHaveLength(2)
  expect(idsOf(await calls.get(path))).toEqual(before)
})

async function signUpAgain(browser: SignedIn['browser'], email: string): Promise<void> {
  const cookies = new Map(browser.cookies)
  await signUp(server, client, email, {}, browser)
  expect(browser.cookies).not.toEqual(cookies)
}

test('ATO-06 the secret of before opens nothing any more', async () => {
  const { browser } = await signIn('fixed@example.com')
  const before = new Map(browser.cookies)
  await signUpAgain(browser, 'fixed@example.com')
  for (const [name, value] of before) browser.cookies.set(name, value)
  expect(await browser.open(silentPath())).toContain('error=login_required')
})

function silentPath(): string {
  return authorizePath(client, PROOF, { prompt: 'none' })
}

test('somebody else who signs in in the same browser ends the session of the first', async () => {
  const first = await signIn('first@example.com')
  await signUp(server, client, 'second@example.com', {}, first.browser)
  expect(idsOf(await calls.get(first.path))).toEqual([])
  expect(await statusOf(first.tokens)).toBe(401)
})

test('AS-30 signing a user out everywhere ends every session and every token at once', async () => {
  const first = await signIn('everywhere@example.com')
  const second = await signIn('everywhere@example.com')
  expect(await calls.delete(first.path)).toMatchObject({ status: 200, body: { code: 'OK' } })
  expect([await statusOf(first.tokens), await statusOf(second.tokens)]).toEqual([401, 401])
  expect((await refresh(server, client, second.tokens.refresh_token)).status).toBe(400)
  expect(await second.browser.open(silentPath())).toContain('error=login_required')
})

test('AS-30 ending one session leaves the others alone', async () => {
  const first = await signIn('one@example.com')
  const [id] = idsOf(await calls.get(first.path))
  const second = await signIn('one@example.com')
  expect((await calls.delete(`${first.path}/${id ?? ''}`)).status).toBe(200)
  expect([await statusOf(first.tokens), await statusOf(second.tokens)]).toEqual([401, 200])
  expect(idsOf(await calls.get(first.path))).toHaveLength(1)
})

test('a session ends once', async () => {
  const { path } = await signIn('once@example.com')
  const [id] = idsOf(await calls.get(path))
  await calls.delete(`${path}/${id ?? ''}`)
  expect(await calls.delete(`${path}/${id ?? ''}`)).toMatchObject(refusal(404, 'SESSION_NOT_FOUND'))
})

test("a session is not found under another user's id, and goes on", async () => {
  const mine = await signIn('mine@example.com')
  const other = await signIn('other@example.com')
  const [id] = idsOf(await calls.get(mine.path))
  expect(await calls.delete(`${other.path}/${id ?? ''}`)).toMatchObject(refusal(404, 'SESSION_NOT_FOUND'))
  expect(await statusOf(mine.tokens)).toBe(200)
})

test('ATO-11 users and sessions of another environment are answered like unknown ones, and go on', async () => {
  const foreign = await api(server, { origin: PRODUCTION })
  const { path, tokens } = await signIn('isolated@example.com')
  const [id] = idsOf(await calls.get(path))
  const answers = [await foreign.get(path), await foreign.delete(path), await foreign.delete(`${path}/${id ?? ''}`)]
  expect(answers).toMatchObject(answers.map(() => refusal(404, 'USER_NOT_FOUND')))
  expect(await statusOf(tokens)).toBe(200)
})

test.each(['kp_1', 'x', 'kp_00000000000000000000000000000000'])('%s is no user', async (id) => {
  expect(await calls.get(`/users/${id}/sessions`)).toMatchObject(refusal(404, 'USER_NOT_FOUND'))
})

test.each(['session_0x1', 'x', `session_0x${'0'.repeat(32)}`])('%s is no session', async (id) => {
  const { path } = await signIn('ids@example.com')
  expect(await calls.delete(`${path}/${id}`)).toMatchObject(refusal(404, 'SESSION_NOT_FOUND'))
})

test('the end of a session is told as an event of who ended it', async () => {
  const { path } = await signIn('told@example.com')
  await calls.delete(path)
  const [row] = await server.query(
    `select source, actor, data from events where type = 'user.signed_out' order by occurred_at desc, id desc limit 1`,
  )
  expect(row).toMatchObject({ source: 'api', actor: { type: 'application' }, data: { all_sessions: true } })
})
