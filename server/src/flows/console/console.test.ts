import { expect, test } from 'vitest'
import {
  anOwnerSignedIn,
  aPerson,
  consoleBrowser,
  consoleCalls,
  cookieOf,
  FROM_CONSOLE,
  PASSWORD,
  signInToConsole,
} from '../../../test/console.ts'
import { api, CONTROL, PRODUCTION, refusal } from '../../../test/management.ts'
import { startServer } from '../../../test/server.ts'

const server = await startServer()
const owner = await anOwnerSignedIn(server)
const development = await owner.environmentId()

test('opening the console leads through the sign-in of the control environment and back to the page', async () => {
  await aPerson(server, 'ada@example.com', 'owner')
  const browser = await signInToConsole(consoleBrowser(server), 'ada@example.com', '/console/users?page=2')
  expect(browser.page?.url).toBe(`${CONTROL}/console/users?page=2`)
  await browser.open('/console/sign-in?return_to=/console/roles')
  expect(browser.page?.url).toBe(`${CONTROL}/console/roles`)
})

test('the session names the person who is signed in and what they may open', async () => {
  const session = await owner.session()
  expect(session).toMatchObject({
    person: { email: 'owner@example.com', picture: null },
    is_installation_owner: true,
    businesses: [
      {
        name: 'My business',
        role: 'owner',
        environments: [
          { code: 'production', is_production: true, is_live: false, origin: PRODUCTION },
          { code: 'development', is_production: false, origin: server.origin },
        ],
      },
    ],
  })
  expect(session.scopes['owner']).toContain('read:users')
  expect(Number.isNaN(Date.parse(session.signed_in_at))).toBe(false)
})

test('a user of the control environment without a team gets a page about it', async () => {
  await aPerson(server, 'nobody@example.com')
  const nobody = consoleCalls(server, await signInToConsole(consoleBrowser(server), 'nobody@example.com'))
  expect(await nobody.ask('GET', '/console/session')).toMatchObject(refusal(403, 'NOT_ON_A_TEAM'))
  const path = `/console/environments/${development}/api/v1/applications`
  expect(await nobody.ask('GET', path)).toMatchObject(refusal(404, 'ENVIRONMENT_NOT_FOUND'))
})

const FOREIGN_ORIGIN = refusal(403, 'FOREIGN_ORIGIN').body

const ASKED = [
  ['GET', '/console/session'],
  ['POST', '/console/sign-out'],
  ['GET', `/console/environments/${development}/api/v1/applications`],
  ['POST', `/console/environments/${development}/api/v1/applications`],
  ['PUT', `/console/environments/${development}/api/v1/environment/logos/light`],
  ['GET', `/console/environments/${development}/api/v1/no-such-operation`],
] as const

const FOREIGN: readonly (readonly [string, Readonly<Record<string, string>>])[] = [
  ['a page of an environment’s host', { ...FROM_CONSOLE, 'sec-fetch-site': 'same-site', origin: server.origin }],
  ['a page of another site', { ...FROM_CONSOLE, 'sec-fetch-site': 'cross-site', origin: 'https://evil.example' }],
  ['the address bar', { ...FROM_CONSOLE, 'sec-fetch-site': 'none' }],
  ['an older browser at another host', { 'gatehouse-console': '1', origin: PRODUCTION }],
  ['an older browser in a sandbox', { 'gatehouse-console': '1', origin: 'null' }],
  ['an older browser that says nothing', { 'gatehouse-console': '1' }],
  ['a form of our own host, without the header', { 'sec-fetch-site': 'same-origin', origin: CONTROL }],
  ['a page that writes another value', { 'gatehouse-console': 'true', 'sec-fetch-site': 'same-origin' }],
]

test.each(FOREIGN)(
  'with the session, %s is refused everything and changes nothing (ATO-07, V3)',
  async (_name, headers) => {
    const before = await server.query('select count(*) from applications')
    for (const [method, path] of ASKED) {
      const form = new FormData()
      form.set('logo', new File(['a'], 'a.png'))
      const answer = await server.request(`${CONTROL}${path}`, {
        method,
        headers: { ...headers, cookie: cookieOf(owner.browser) },
        ...(method === 'GET' ? {} : { body: form }),
      })
      expect([path, answer.status, await answer.json()]).toMatchObject([path, 403, FOREIGN_ORIGIN])
      expect(answer.headers.get('access-control-allow-origin')).toBeNull()
    }
    expect(await server.query('select count(*) from applications')).toEqual(before)
    expect((await owner.ask('GET', '/console/session')).status).toBe(200)
  },
)

test('an older browser that sends the origin of the console is let in', async () => {
  const headers = { 'gatehouse-console': '1', origin: CONTROL, cookie: cookieOf(owner.browser) }
  expect((await server.request(`${CONTROL}/console/session`, { headers })).status).toBe(200)
})

test('no preflight is answered at the control host', async () => {
  for (const [, path] of ASKED) {
    const answer = await server.request(`${CONTROL}${path}`, {
      method: 'OPTIONS',
      headers: {
        origin: server.origin,
        'access-control-request-method': 'POST',
        'access-control-request-headers': 'gatehouse-console',
      },
    })
    const allowed = [...answer.headers.keys()].filter((name) => name.startsWith('access-control-'))
    expect([path, allowed]).toEqual([path, []])
  }
})

test.each(ASKED)('without a session %s %s answers that a sign-in is needed', async (method, path) => {
  const answer = await server.request(`${CONTROL}${path}`, { method, headers: FROM_CONSOLE })
  // Signing out without a session has nothing left to do.
  if (path === '/console/sign-out') expect(answer.status).toBe(204)
  else expect([answer.status, await answer.json()]).toMatchObject([401, refusal(401, 'SIGN_IN_REQUIRED').body])
})

test.each([...ASKED, ['GET', '/console'], ['GET', '/console/sign-in'], ['GET', '/console/assets/a.js']] as const)(
  'at the host of an environment %s %s is a path that nobody has',
  async (method, path) => {
    for (const origin of [server.origin, PRODUCTION]) {
      const headers = { ...FROM_CONSOLE, cookie: cookieOf(owner.browser) }
      const answer = await server.request(`${origin}${path}`, { method, headers })
      const unknown = await server.request(`${origin}/no-such-path`, { method, headers })
      expect([answer.status, answer.headers.get('content-type')]).toEqual([404, unknown.headers.get('content-type')])
    }
  },
)

test('the session is no credential at the host of an environment, under any name of a cookie (ATO-39)', async () => {
  const [name, value] = [...owner.browser.cookies].find(([one]) => /^gh_http_[0-9a-f]{8}$/.test(one)) ?? []
  for (const origin of [server.origin, PRODUCTION]) {
    const [{ id } = {}] = await server.query('select environment_id as id from hosts where origin = $1', [origin])
    const theirs = `gh_http_${String(id).slice(0, 8)}`
    const headers = { ...FROM_CONSOLE, cookie: `${String(name)}=${String(value)}; ${theirs}=${String(value)}` }
    const api = await server.request(`${origin}/api/v1/applications`, { headers })
    const account = await server.request(`${origin}/account_api/v1/feature_flags`, { headers })
    expect([api.status, account.status]).toEqual([401, 401])
  }
})

test('an operation with the session is the one of the environment’s own host, recorded as the act of a person', async () => {
  const before = await server.query('select count(*) from access_tokens')
  const made = await owner.call('POST', '/applications', { name: 'From the console', type: 'reg' })
  expect(made.status).toBe(201)
  const { id, client_secret: secret } = made.body.application
  const { person } = await owner.session()
  const [event] = await server.query(
    `select * from events where type = 'application.created' and data ->> 'name' = $1`,
    ['From the console'],
  )
  expect(event).toMatchObject({ actor: { type: 'administrator', id: person.id }, source: 'admin' })
  const [entry] = await server.query(
    `select * from audit_entries where action = 'createApplication' and data ->> 'source' = 'admin'`,
  )
  expect(entry).toMatchObject({
    actor: { type: 'administrator', id: person.id, email: 'owner@example.com' },
    subject: id,
    outcome: 'succeeded',
    data: { source: 'admin', sent: { name: 'From the console', type: 'reg' }, made: { 'application.id': id } },
  })
  expect(JSON.stringify(entry)).not.toContain(secret)
  expect(await server.query('select count(*) from access_tokens')).toEqual(before)
  expect((await owner.call('GET', `/applications/${id}`, undefined, { environment: 'production' })).status).toBe(404)
})

test('the audit of an act leaves secrets out, and has refusals (ATO-37)', async () => {
  await owner.call('POST', '/environment_variables', { key: 'PAYMENT_KEY', value: 'hunter2', is_secret: true })
  await owner.call('POST', '/environment_variables', { key: 'PAYMENT_KEY', value: 'hunter3', is_secret: true })
  const entries =
    await server.query(`select outcome, data from audit_entries where action = 'createEnvironmentVariable' and data ->> 'source' = 'admin'
    order by occurred_at, id`)
  expect(entries).toMatchObject([
    { outcome: 'succeeded', data: { sent: { key: 'PAYMENT_KEY', value: '[left out]' } } },
    { outcome: expect.stringMatching(/^[A-Z_]+$/), data: { sent: { value: '[left out]' } } },
  ])
  expect(JSON.stringify(entries)).not.toContain('hunter')
})

test.each(['not-an-id', '0'.repeat(32), '%00', '..%2f'])('the environment %s is not found', async (id) => {
  const answer = await owner.ask('GET', `/console/environments/${id}/api/v1/applications`)
  expect(answer).toMatchObject(refusal(404, 'ENVIRONMENT_NOT_FOUND'))
})

test('an owner manages the businesses of the control environment and nothing else in it', async () => {
  const { installation_environment_id: id = '' } = await owner.session()
  const at = (path: string) => owner.ask('GET', `/console/environments/${id}/api/v1${path}`)
  expect((await at('/businesses')).status).toBe(200)
  expect(await at('/users')).toMatchObject(refusal(403, 'INSUFFICIENT_SCOPE'))
  expect(await at('/applications')).toMatchObject(refusal(403, 'INSUFFICIENT_SCOPE'))
})

test('the console asks for another sign-in where a recent one is needed (ATO-37)', async () => {
  await aPerson(server, 'again@example.com', 'owner')
  const calls = consoleCalls(server, await signInToConsole(consoleBrowser(server), 'again@example.com'))
  const { signed_in_at: first } = await calls.session()
  await server.advance(60)
  await calls.browser.open('/console/sign-in?reauthenticate=true&return_to=/console/team')
  expect(calls.browser.page?.html).toContain('again@example.com')
  await calls.browser.submit('identify', { email: 'again@example.com' })
  await calls.browser.submit('password', { password: PASSWORD })
  expect(calls.browser.page?.url).toBe(`${CONTROL}/console/team`)
  expect(Date.parse((await calls.session()).signed_in_at)).toBeGreaterThan(Date.parse(first))
})

test('signing out ends the session at once', async () => {
  await aPerson(server, 'leaves@example.com', 'owner')
  const calls = consoleCalls(server, await signInToConsole(consoleBrowser(server), 'leaves@example.com'))
  const answer = await calls.ask('POST', '/console/sign-out')
  expect([answer.status, answer.headers.get('set-cookie')]).toEqual([204, expect.stringContaining('Max-Age=0')])
  expect(await calls.ask('GET', '/console/session')).toMatchObject(refusal(401, 'SIGN_IN_REQUIRED'))
})

test.each([
  ['suspended', 'update users set is_suspended = true where id = $1'],
  ['no administrator any more', 'delete from administrators where user_id = $1'],
])('a person who is %s is out with the next request (V8)', async (name, change) => {
  const email = `${name.replaceAll(' ', '-')}@example.com`
  const userId = await aPerson(server, email, 'owner')
  const calls = consoleCalls(server, await signInToConsole(consoleBrowser(server), email))
  expect((await calls.ask('GET', '/console/session')).status).toBe(200)
  await server.query(change, [userId])
  expect([401, 403]).toContain((await calls.ask('GET', '/console/session')).status)
  expect([401, 404]).toContain(
    (await calls.ask('GET', `/console/environments/${development}/api/v1/applications`)).status,
  )
})

test('a session ends after twelve idle hours, and after a week in any case (V7)', async () => {
  await aPerson(server, 'idle@example.com', 'owner')
  const calls = consoleCalls(server, await signInToConsole(consoleBrowser(server), 'idle@example.com'))
  for (let hours = 0; hours < 7 * 24 - 10; hours += 10) {
    await server.advance(10 * 3_600)
    expect([hours, (await calls.ask('GET', '/console/session')).status]).toEqual([hours, 200])
  }
  await server.advance(10 * 3_600)
  expect((await calls.ask('GET', '/console/session')).status).toBe(401)
  await signInToConsole(calls.browser, 'idle@example.com')
  await server.advance(12 * 3_600 + 1)
  expect((await calls.ask('GET', '/console/session')).status).toBe(401)
})

test('the sign-in leads nowhere but to the console', async () => {
  await aPerson(server, 'back@example.com', 'owner')
  const browser = await signInToConsole(consoleBrowser(server), 'back@example.com')
  const elsewhere = [
    '//evil.example/console',
    'https://evil.example/console',
    '/\\evil.example/console',
    '/console/../setup',
    '/consoles',
    'javascript:alert(1)',
    `/console/${'a'.repeat(3_000)}`,
  ]
  for (const wanted of elsewhere) {
    await browser.open(`/console/sign-in?return_to=${encodeURIComponent(wanted)}`)
    expect([wanted, browser.page?.url]).toEqual([wanted, `${CONTROL}/console`])
  }
})

test('a person cannot sign up at the control host, whatever its settings are', async () => {
  await server.query(
    `update environments set settings = settings || '{"isSelfSignUpAllowed":true}' where kind = 'control'`,
  )
  const browser = consoleBrowser(server)
  await browser.open('/console/sign-in')
  expect(browser.page?.html).not.toContain('intent=sign_up')
  await browser.submit('identify', { email: 'stranger@example.com' })
  expect(() => browser.form('create')).toThrow()
  expect(await server.query(`select from identities where value = 'stranger@example.com'`)).toEqual([])
})

test('the console’s own application is in no list', async () => {
  const [{ count } = {}] = await server.query(`select count(*)::int from applications where built_in = 'console'`)
  const { applications } = (await (await api(server, { origin: CONTROL })).get('/applications')).body
  expect(count).toBe(1)
  expect(applications.map(({ name }: { name: string }) => name)).not.toContain('Gatehouse')
})
