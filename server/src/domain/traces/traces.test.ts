import { expect, test } from 'vitest'
import { BrowserSession } from '../../../test/browser-session.ts'
import { askForCode, aDevice, enterCode, signInOnDevicePage } from '../../../test/device.ts'
import { anApplication as anotherApplication, api, aRole, PRODUCTION, refusal } from '../../../test/management.ts'
import {
  anApplication,
  authorizePath,
  claimsOf,
  exchange,
  mailedCode,
  manage,
  pkce,
  signUp,
  type TestClient,
  type Tokens,
} from '../../../test/oauth.ts'
import { startServer } from '../../../test/server.ts'
import { traceIn, wordsOf } from '../../../test/traces.ts'

const server = await startServer()
const calls = await api(server)
const client = await anApplication(server)
const byPassword = await anApplication(server, { settings: { email_method: 'email:password' } })
const PASSWORD = 'four words in a row'

async function userOf(signedIn: Awaited<ReturnType<typeof signUp>>): Promise<string> {
  const tokens = (await (await exchange(server, client, signedIn)).json()) as Tokens
  return String(claimsOf(tokens.id_token)['sub'])
}

async function aPersonWithPassword(email: string): Promise<string> {
  const user = await userOf(await signUp(server, client, email))
  const browser = await at(byPassword, email)
  await browser.submit('forgot')
  await browser.submit('code', { code: await mailedCode(server, email) })
  await browser.submit('new-password', { password: PASSWORD })
  return user
}

async function at(one: TestClient, email: string, more: Record<string, string> = {}): Promise<BrowserSession> {
  const browser = new BrowserSession(server)
  await browser.open(authorizePath(one, pkce(), more))
  await browser.submit('identify', { email })
  return browser
}

const hasEnded = ({ outcome }: { outcome: string }) => outcome !== 'unfinished'

test('a sign-up leaves a trace of its steps with their reasons, and names person, application and session', async () => {
  const signedIn = await signUp(server, client, 'ada@traces.example')
  const user = await userOf(signedIn)
  const trace = await traceIn(calls, `user_id=${user}`, hasEnded)

  expect(trace).toMatchObject({
    kind: 'sign_up',
    outcome: 'succeeded',
    code: null,
    user: { id: user, email: 'ada@traces.example', name: 'Ada Lovelace' },
    application: { id: client.clientId, name: 'Shop' },
    ip_address: '127.0.0.1',
  })
  expect(wordsOf(trace)).toEqual(['request', 'page register', 'answer register', 'page code', 'answer code', 'finish'])
  expect(trace.steps.map(({ reason }: { reason: string }) => reason)).not.toContain('')
  expect(trace.steps[0].reason).toBe('no session')
  expect(trace.steps[3]).toMatchObject({
    reason: 'sign-up proves the address',
    known: expect.arrayContaining(['address', 'no_account']),
  })
  const { sessions } = (await calls.get(`/users/${user}/sessions`)).body
  expect(sessions.map(({ session_id: id }: { session_id: string }) => id)).toEqual([trace.session_id])
  expect((await calls.get(`/traces?session_id=${String(trace.session_id)}`)).body.traces).toHaveLength(1)
})

test('the event of a sign-in names its trace', async () => {
  const user = await userOf(await signUp(server, client, 'event@traces.example'))
  const trace = await traceIn(calls, `user_id=${user}`, hasEnded)
  const { events } = (await calls.get(`/event_log?user_id=${user}&type=user.authenticated`)).body
  expect(events).toMatchObject([{ type: 'user.authenticated', trace_id: trace.id, source: 'user' }])
})

test('a wrong password is a refused step, and the setting that asked for one is named with its level', async () => {
  const user = await aPersonWithPassword('wrong@traces.example')
  const browser = await at(byPassword, 'wrong@traces.example')
  await browser.submit('password', { password: 'not this one at all' })
  const wrong = await traceIn(calls, `user_id=${user}`, ({ code }) => code === 'wrong_password')
  await browser.submit('password', { password: PASSWORD })
  const right = await traceIn(calls, `user_id=${user}`, ({ id, outcome }) => id === wrong.id && outcome === 'succeeded')

  expect(wrong).toMatchObject({ kind: 'sign_in', outcome: 'refused' })
  expect(wrong.steps.find(({ step }: { step: string }) => step === 'page')).toMatchObject({
    name: 'password',
    settings: [{ name: 'email_method', value: 'email:password', source: 'application' }],
  })
  expect(wordsOf(right)).toEqual([
    'request',
    'page password',
    'answer password wrong_password',
    'answer password',
    'finish',
  ])
})

test('a trace holds nothing that a person typed, and names nobody where no account has the address', async () => {
  const browser = await at(byPassword, 'nobody@traces.example')
  await browser.submit('password', { password: 'typed into the page' })
  const path = `client_id=${byPassword.clientId}&outcome=refused`
  const trace = await traceIn(calls, path, ({ user }) => user === null)

  expect(trace).toMatchObject({ user: null, code: 'wrong_password' })
  const rows = await server.query('select t::text as text from flow_traces t')
  expect(rows.filter(({ text }) => /typed into|@traces\.example|not this one/.test(String(text)))).toEqual([])
})

test('a forgotten password makes a trace one of a password reset', async () => {
  const user = await aPersonWithPassword('reset@traces.example')
  const trace = await traceIn(calls, `user_id=${user}&kind=password_reset`, hasEnded)
  expect(wordsOf(trace)).toEqual([
    'request',
    'page password',
    'answer forgot',
    'page code',
    'answer code',
    'page new_password',
    'answer new-password',
    'finish',
  ])
})

test('tries that are locked say so, and until when', async () => {
  const user = await aPersonWithPassword('locked@traces.example')
  const browser = await at(byPassword, 'locked@traces.example')
  for (let i = 0; i < 5; i++) await browser.submit('password', { password: `wrong number ${String(i)}` })
  const trace = await traceIn(calls, `user_id=${user}`, ({ code }) => code === 'too_many_tries')
  expect(trace.outcome).toBe('refused')
})

test('a refusal of an organization, of the environment or of access control names its reason and its setting', async () => {
  const user = await userOf(await signUp(server, client, 'refused@traces.example'))
  const browser = await at(client, 'refused@traces.example', { org_code: 'org_ffffffffffff' })
  await browser.submit('code', { code: await mailedCode(server, 'refused@traces.example') })
  expect(await traceIn(calls, `user_id=${user}`, ({ outcome }) => outcome === 'refused')).toMatchObject({
    code: 'not_a_member',
    reason: 'org_code names no organization of theirs',
  })

  await manage(server, 'PATCH', '/api/v1/environment/settings', { allowed_domains: ['other.example'] })
  const barred = new BrowserSession(server)
  await barred.open(authorizePath(client, pkce(), { prompt: 'create' }))
  await barred.submit('register', { email: 'barred@traces.example', given_name: 'Ada', family_name: 'Lovelace' })
  await barred.submit('code', { code: await mailedCode(server, 'barred@traces.example') })
  await manage(server, 'PATCH', '/api/v1/environment/settings', { allowed_domains: [] })
  const trace = await traceIn(calls, 'outcome=refused', ({ code }) => code === 'domain_not_allowed')
  expect(trace.steps.at(-1).settings).toEqual([
    { name: 'allowed_domains', value: '["other.example"]', source: 'environment' },
  ])
})

test('a person without an allowed role is refused with a trace that says so', async () => {
  const closed = await anApplication(server, { redirectUri: 'https://closed.example.com/callback' })
  const role = await aRole(calls, 'staff_of_traces')
  await calls.post(`/applications/${closed.clientId}/access_roles/${role}`)
  await calls.patch(`/applications/${closed.clientId}`, { is_access_control_enabled: true })
  const user = await userOf(await signUp(server, client, 'closed@traces.example'))
  const browser = await at(closed, 'closed@traces.example')
  await browser.submit('code', { code: await mailedCode(server, 'closed@traces.example') })
  const trace = await traceIn(calls, `user_id=${user}&client_id=${closed.clientId}`, hasEnded)
  expect(trace).toMatchObject({ outcome: 'refused', code: 'access_denied' })
})

test('a person who cancels leaves a trace of that', async () => {
  const signedIn = await signUp(server, client, 'cancel@traces.example')
  const user = await userOf(signedIn)
  const browser = await at(client, 'cancel@traces.example')
  await browser.submit('cancel')
  const trace = await traceIn(calls, `user_id=${user}`, ({ outcome }) => outcome === 'cancelled')
  expect(wordsOf(trace).at(-1)).toBe('cancellation')
})

test('silent sign-ins leave traces, and so do those that prompt=none refuses', async () => {
  const signedIn = await signUp(server, client, 'silent@traces.example')
  const user = await userOf(signedIn)
  await signedIn.browser.open(authorizePath(client, pkce(), { prompt: 'none' }))
  const trace = await traceIn(calls, `user_id=${user}&kind=silent`, hasEnded)
  expect(trace).toMatchObject({ outcome: 'succeeded', reason: expect.stringContaining('the session answers') })

  await new BrowserSession(server).open(authorizePath(client, pkce(), { prompt: 'none' }))
  const refused = await traceIn(calls, 'kind=silent&outcome=refused', () => true)
  expect(refused).toMatchObject({ user: null, code: 'login_required', application: { id: client.clientId } })
})

test('a request with an address that is not registered is traced without what follows its path', async () => {
  const redirect_uri = 'https://evil.example/back?token=planted#fragment'
  await server.request(authorizePath(client, pkce(), { redirect_uri }))
  const trace = await traceIn(calls, 'outcome=refused', ({ code }) => code === 'invalid_redirect_uri')
  expect(trace.steps.at(-1).detail).toEqual({ redirect_uri: 'https://evil.example/back' })
})

test.each([
  ['approve', 'succeeded'],
  ['deny', 'cancelled'],
])('the request of a device leaves a trace when the person decides: %s', async (verb, outcome) => {
  const email = `${verb}@traces.example`
  const device = await aDevice(server)
  const { user_code: code } = await askForCode(server, { client_id: device })
  const browser = await enterCode(server, code)
  await signInOnDevicePage(server, browser, email)
  await browser.submit(verb)
  const trace = await traceIn(calls, `client_id=${device}&kind=device`, hasEnded)
  expect(trace).toMatchObject({ outcome, user: { email }, steps: [{ step: 'request' }, {}] })
})

test('traces are listed newest first by cursor, and filters keep to theirs', async () => {
  const application = await anApplication(server)
  const emails = ['one', 'two', 'three'].map((name) => `${name}@pages.example`)
  for (const email of emails) {
    await signUp(server, application, email)
    await server.advance(60)
  }
  const path = `/traces?client_id=${application.clientId}&outcome=succeeded&page_size=2`
  await expect.poll(async () => (await calls.get(path)).body.next_token).toBeTypeOf('string')
  const first = (await calls.get(path)).body
  const second = (await calls.get(`${path}&next_token=${String(first.next_token)}`)).body
  const mails = [...first.traces, ...second.traces].map(({ user }: { user: { email: string } }) => user.email)
  expect([mails, second.next_token]).toEqual([emails.toReversed(), undefined])

  const between = first.traces[1].started_on
  const newer = (await calls.get(`${path}&since=${encodeURIComponent(between)}`)).body.traces
  const older = (await calls.get(`${path}&until=${encodeURIComponent(between)}`)).body.traces
  expect([newer.length, older.length]).toEqual([2, 1])
  expect((await calls.get(`/traces?org_code=org_ffffffffffff`)).body.traces).toEqual([])
  expect(await calls.get(`${path}&kind=silent&next_token=${String(first.next_token)}`)).toMatchObject(
    refusal(400, 'INVALID_CURSOR'),
  )
})

test.each(['user_id=ada', 'client_id=shop', 'session_id=1', 'outcome=lost', 'since=yesterday'])(
  'a filter of the wrong form is refused: %s',
  async (query) => {
    expect(await calls.get(`/traces?${query}`)).toMatchObject(refusal(400, 'INVALID_PARAMETER'))
  },
)

test('a trace is not found in another environment (ATO-11), and not without the scope', async () => {
  const user = await userOf(await signUp(server, client, 'foreign@traces.example'))
  const trace = await traceIn(calls, `user_id=${user}`, hasEnded)
  const foreign = await api(server, { origin: PRODUCTION })
  expect(await foreign.get(`/traces/${String(trace.id)}`)).toMatchObject(refusal(404, 'TRACE_NOT_FOUND'))
  expect((await foreign.get(`/traces?user_id=${user}`)).body.traces).toEqual([])
  expect(await calls.get('/traces/trace_1')).toMatchObject(refusal(404, 'TRACE_NOT_FOUND'))
  const reader = await api(server, { scopes: ['read:users'] })
  expect(await reader.get('/traces')).toMatchObject(refusal(403, 'INSUFFICIENT_SCOPE'))
})

test('the traces of a user end with the user, and outlive the application', async () => {
  const kept = await anotherApplication(calls)
  await calls.post(`/applications/${kept}/auth_redirect_urls`, { urls: [client.redirectUri] })
  const user = await userOf(await signUp(server, client, 'ends@traces.example'))
  await signUp(server, { ...client, clientId: kept }, 'ends@traces.example')
  await calls.delete(`/applications/${kept}`)
  const trace = await traceIn(calls, `user_id=${user}&client_id=${kept}`, () => true)
  expect(trace.application).toEqual({ id: kept, name: null })

  await calls.delete(`/user?id=${user}`)
  expect((await calls.get(`/traces?user_id=${user}`)).body.traces).toEqual([])
})

test('requests of unknown people leave a limited number of traces', async () => {
  const application = await anApplication(server)
  const ask = () => server.request(authorizePath(application, pkce(), { prompt: 'none' }))
  for (let i = 0; i < 40; i++) await Promise.all(Array.from({ length: 10 }, ask))
  const [row] = await server.query('select count(*)::int as n from flow_traces where code = $1', ['login_required'])
  expect(Number(row?.['n'])).toBeLessThan(350)
})
