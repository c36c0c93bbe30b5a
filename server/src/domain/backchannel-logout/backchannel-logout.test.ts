import { createLocalJWKSet, jwtVerify } from 'jose'
import { beforeEach, expect, test } from 'vitest'
import { deliverLogoutsJob, retryLogoutsJob } from './jobs.ts'
import { contextOf } from '../../../test/context.ts'
import { anApplication as registerAt, api, PRODUCTION, refusal } from '../../../test/management.ts'
import {
  anApplication,
  authorizePath,
  claimsOf,
  exchange,
  manage,
  pkce,
  refresh,
  signUp,
  type SignedIn,
  type TestClient,
  type Tokens,
  signOutEverywhere,
} from '../../../test/oauth.ts'
import { startRelyingParty } from '../../../test/relying-party.ts'
import { startServer } from '../../../test/server.ts'

// No worker runs: a test delivers the notices when it checks them.
const server = await startServer()
const calls = await api(server)
const party = await startRelyingParty()
const client = await anApplication(server)
await tellAt(client, party.uri)
const other = await anApplication(server)

async function tellAt({ clientId }: TestClient, uri: string | null): Promise<void> {
  await manage(server, 'PUT', `/api/v1/applications/${clientId}/backchannel_logout`, { backchannel_logout_uri: uri })
}

const run = { isLastTry: false, signal: AbortSignal.timeout(120_000) }
const services = server.opened.services
const { environment } = await contextOf(server)
const deliver = async () => deliverLogoutsJob(services)({ environment_id: environment.id }, run)
const queued = async () => server.query('select id, tries from logout_notices')

interface Person {
  readonly browser: SignedIn['browser']
  readonly tokens: Tokens
  readonly sub: string
  readonly sid: unknown
}

async function signIn(email: string, at = client, browser?: SignedIn['browser']): Promise<Person> {
  const signedIn = await signUp(server, at, email, {}, ...(browser ? [browser] : []))
  const tokens = (await (await exchange(server, at, signedIn)).json()) as Tokens
  const { sub, sid } = claimsOf(tokens.id_token)
  return { browser: signedIn.browser, tokens, sub: String(sub), sid }
}

async function enter({ browser }: Person, at: TestClient): Promise<Tokens> {
  const proof = pkce()
  const callback = new URL(await browser.open(authorizePath(at, proof, { prompt: 'none' })))
  return (await (await exchange(server, at, { callback, proof })).json()) as Tokens
}

beforeEach(async () => {
  party.answer(200)
  await deliver()
  party.tokens.length = 0
})

test('oidcc-backchannel-rp-initiated-logout: a logout token names the user, the application and the session, and no more', async () => {
  const { browser, tokens, sub, sid } = await signIn('claims@example.com')
  await browser.open(`/logout?id_token_hint=${String(tokens.id_token)}`)
  await deliver()
  const keySet = createLocalJWKSet(JSON.parse(await (await server.request('/.well-known/jwks')).text()))
  const options = { issuer: server.origin, audience: client.clientId, typ: 'logout+jwt', currentDate: services.clock() }
  const { payload } = await jwtVerify(party.tokens[0] ?? '', keySet, options)
  expect(payload).toMatchObject({ sub, sid, events: { 'http://schemas.openid.net/event/backchannel-logout': {} } })
  expect(Object.keys(payload).toSorted()).toEqual(['aud', 'events', 'exp', 'iat', 'iss', 'jti', 'sid', 'sub'])
  expect(sid).toMatch(/^[0-9a-f]{32}$/)
})

test('it is neither an access token nor a hint, though the product signed it (AS-42)', async () => {
  const { browser } = await signIn('confusion@example.com')
  await browser.open('/logout')
  await deliver()
  const [token = ''] = party.tokens
  const headers = { authorization: `Bearer ${token}` }
  expect((await server.request('/oauth2/v2/user_profile', { headers })).status).toBe(401)
  const { browser: again } = await signIn('confusion@example.com')
  await again.open(`/logout?id_token_hint=${token}`)
  expect(again.page?.html).toContain('action="/logout/confirm"')
})

test('only applications that took part are notified, and only of the session that ended', async () => {
  const first = await signIn('parts@example.com')
  const second = await signIn('parts@example.com')
  const stranger = await signIn('stranger@example.com', other)
  await first.browser.open('/logout')
  await stranger.browser.open('/logout')
  await deliver()
  expect(party.claims().map(({ sid }) => sid)).toEqual([first.sid])
  expect(second.sid).not.toBe(first.sid)
})

test('an application that was entered silently is notified too', async () => {
  const person = await signIn('silent@example.com', other)
  const tokens = await enter(person, client)
  await person.browser.open('/logout')
  await deliver()
  expect(party.claims()).toMatchObject([{ sid: claimsOf(tokens.id_token)['sid'], sub: person.sub }])
})

test('all_sessions=true sends a notice of every session', async () => {
  const people = [await signIn('all@example.com'), await signIn('all@example.com')]
  await Promise.all(people.slice(0, 1).map(({ browser }) => signOutEverywhere(browser)))
  await deliver()
  expect(
    party
      .claims()
      .map(({ sid }) => sid)
      .toSorted(),
  ).toEqual(people.map(({ sid }) => String(sid)).toSorted())
})

const ENDINGS: readonly [string, (person: Person) => Promise<unknown>][] = [
  ['an administrator ends the sessions', ({ sub }) => calls.delete(`/users/${sub}/sessions`)],
  ['an administrator ends one', ({ sub, sid }) => calls.delete(`/users/${sub}/sessions/session_0x${String(sid)}`)],
  ['the user is suspended', ({ sub }) => calls.patch(`/user?id=${sub}`, { is_suspended: true })],
  ['the user is deleted', ({ sub }) => calls.delete(`/user?id=${sub}`)],
  ['the user is deleted with the profile', ({ sub }) => calls.delete(`/user?id=${sub}&is_delete_profile=true`)],
  ['somebody else signs in in the browser', ({ browser }) => signIn('successor@example.com', other, browser)],
]

test.each(ENDINGS)('the application is notified when %s', async (_, end) => {
  const person = await signIn(`ending${String(Math.random()).slice(2)}@example.com`)
  await end(person)
  await deliver()
  expect(party.claims()).toMatchObject([{ sid: person.sid, sub: person.sub }])
})

test('a second sign-in of the same person in the same browser keeps the session and the sid', async () => {
  const first = await signIn('same@example.com')
  const second = await signIn('same@example.com', client, first.browser)
  await deliver()
  expect(second.sid).toBe(first.sid)
  expect(party.tokens).toEqual([])
})

test('a refreshed ID token has the same sid', async () => {
  const { tokens, sid } = await signIn('refreshed@example.com')
  const refreshed = (await (await refresh(server, client, tokens.refresh_token)).json()) as Tokens
  expect(claimsOf(refreshed.id_token)['sid']).toBe(sid)
})

test('the ID tokens of applications without notices have no sid (CS-07)', async () => {
  expect((await signIn('plain@example.com', other)).sid).toBeUndefined()
})

test('a notice that was not accepted is sent again after growing pauses, with the same jti, and given up after almost a day', async () => {
  const { browser } = await signIn('failing@example.com')
  party.answer(500)
  await browser.open('/logout')
  await deliver()
  await deliver()
  expect(party.tokens).toHaveLength(1)
  for (const seconds of [30, 120, 600, 1_800, 3_600, 10_800, 21_600, 43_200]) {
    await server.advance(seconds)
    await deliver()
  }
  expect(party.tokens).toHaveLength(9)
  expect(new Set(party.claims().map(({ jti }) => jti)).size).toBe(1)
  expect(await queued()).toEqual([])
})

test('an abandoned notice leaves an event', async () => {
  const rows = await server.query(`select data from events where type = 'application.backchannel_logout_failed'`)
  expect(rows).toMatchObject([{ data: { id: client.clientId, tries: 9, problem: 'HTTP_500' } }])
})

test('the deliveries of an application tell when one was accepted, what failed, and what is tried again', async () => {
  const own = await anApplication(server)
  await tellAt(own, party.uri)
  const deliveries = async () => (await calls.get(`/applications/${own.clientId}/backchannel_logout/deliveries`)).body
  expect(await deliveries()).toMatchObject({ delivered_on: null, failed_on: null, problem: null, waiting: [] })
  const accepted = await signIn('accepted@example.com', own)
  await accepted.browser.open('/logout')
  await deliver()
  expect(await deliveries()).toMatchObject({ delivered_on: expect.any(String), failed_on: null, waiting: [] })
  const failed = await signIn('not-accepted@example.com', own)
  party.answer(500)
  await failed.browser.open('/logout')
  await deliver()
  expect(await deliveries()).toMatchObject({
    problem: 'HTTP_500',
    waiting: [{ user_id: failed.sub, tries: 1, problem: 'HTTP_500' }],
  })
  party.answer(200)
  await server.advance(30)
  await deliver()
  expect(await deliveries()).toMatchObject({ problem: 'HTTP_500', waiting: [] })
})

test('the figures of an application count the people who are signed in to it, each once', async () => {
  const own = await anApplication(server)
  const people = async () => (await calls.get(`/applications/${own.clientId}/figures`)).body.figures.people
  expect(await people()).toBe(0)
  const { browser } = await signIn('counted@example.com', own)
  await signIn('counted@example.com', own)
  const second = await signIn('counted-too@example.com', own)
  expect(await people()).toBe(2)
  await second.browser.open('/logout')
  expect(await people()).toBe(1)
  await signOutEverywhere(browser)
  expect(await people()).toBe(0)
})

test('deliveries and figures of an application of another environment are not found (ATO-11)', async () => {
  const foreign = await registerAt(await api(server, { origin: PRODUCTION }))
  for (const part of ['backchannel_logout/deliveries', 'figures']) {
    expect(await calls.get(`/applications/${foreign}/${part}`)).toMatchObject(refusal(404, 'APPLICATION_NOT_FOUND'))
  }
})

test('a redirect is a failure and is not followed', async () => {
  const { browser } = await signIn('redirecting@example.com')
  party.answer(302)
  await browser.open('/logout')
  await deliver()
  expect(await queued()).toMatchObject([{ tries: 1 }])
})

test('the chore of each minute delivers waiting notices, in their own environment', async () => {
  const { browser } = await signIn('waiting@example.com')
  party.answer(503)
  await browser.open('/logout')
  await deliver()
  await server.query('select graphile_worker.complete_jobs(array(select id from graphile_worker.jobs))')
  await server.advance(30)
  await retryLogoutsJob(services)({}, run)
  const jobs = await server.query('select task_identifier as task from graphile_worker.jobs')
  expect(jobs).toEqual([{ task: 'deliver_logouts' }])
})

test('an application that no longer wants notices gets none', async () => {
  const passing = await anApplication(server)
  await tellAt(passing, party.uri)
  const { browser } = await signIn('changed@example.com', passing)
  await browser.open('/logout')
  await tellAt(passing, null)
  await deliver()
  expect(party.tokens).toEqual([])
  expect(await queued()).toEqual([])
})

test('discovery announces it (oidcc-backchannel-logout-discovery-endpoint-verification)', async () => {
  const document = JSON.parse(await (await server.request('/.well-known/openid-configuration')).text())
  expect(document).toMatchObject({ backchannel_logout_supported: true, backchannel_logout_session_supported: true })
})
