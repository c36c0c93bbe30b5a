import { expect, test } from 'vitest'
import { anOwnerSignedIn, aPerson, consoleBrowser, consoleCalls, signInToConsole } from '../../../../test/console.ts'
import { watchChanges } from '../../../../test/contract/changes.ts'
import { describeOperations, type Document } from '../../../../test/contract/operations.ts'
import { PLAN } from '../../../../test/contract/steps.ts'
import { formOf, makeWorld, parametersOf, pathOf } from '../../../../test/contract/walk.ts'
import { api, CONTROL, PRODUCTION, refusal } from '../../../../test/management.ts'
import { claimsOf, pkce, postForm } from '../../../../test/oauth.ts'
import { BrowserSession } from '../../../../test/browser-session.ts'
import { startServer } from '../../../../test/server.ts'
import { aMemberSignedIn } from '../../../../test/team.ts'
import { beginTrial, handOver, signUpAt, startTrial } from '../../../../test/trials.ts'

const server = await startServer()
const owner = await anOwnerSignedIn(server)
const calls = await api(server)
const changes = await watchChanges(server)

const NEW = { prompt: 'create' }
const NOT_AWAITED = refusal(403, 'ANSWER_NOT_AWAITED')

const playgroundId = async () =>
  String((await server.query(`select id from applications where built_in = 'playground'`))[0]?.['id']).replaceAll(
    '-',
    '',
  )

test('a sign-in that an administrator tries ends with code, tokens and the source of each claim', async () => {
  const address = await beginTrial(owner, NEW)
  expect(address.origin).toBe(server.origin)
  const callback = await signUpAt(server, address, 'first@example.com')
  expect(callback.origin + callback.pathname).toBe(`${CONTROL}/console/try/callback`)
  const { status, body, headers } = await handOver(owner, callback)
  expect([status, headers.get('cache-control')]).toEqual([200, 'no-store'])
  const { outcome, code, access_token: access, id_token: id } = body
  expect([outcome, code]).toEqual(['signed_in', callback.searchParams.get('code')])
  expect(
    Object.fromEntries(access.claims.map((one: { name: string; value: unknown }) => [one.name, one.value])),
  ).toEqual(claimsOf(access.token))
  expect(id.claims).toContainEqual({ name: 'email', value: 'first@example.com', origin: 'scope email' })
  expect(access.claims.find((one: { name: string }) => one.name === 'iss').origin).toBe('protocol')
  expect(id.missing).toContainEqual({ name: 'phone_number', reason: 'the scope phone was not asked for' })
})

test('the answer names the conversation whose steps were traced', async () => {
  const callback = await signUpAt(server, await beginTrial(owner, NEW), 'traced@example.com')
  const { trace_id: id } = (await handOver(owner, callback)).body
  const { trace } = (await calls.get(`/traces/${String(id)}`)).body
  expect(trace).toMatchObject({ id, kind: 'sign_up', outcome: 'succeeded', user: { email: 'traced@example.com' } })
})

test('an answer with an error is shown as one, and the trial is over', async () => {
  const callback = new URL(await new BrowserSession(server).open(pathAt(await beginTrial(owner, { prompt: 'none' }))))
  expect((await handOver(owner, callback)).body).toMatchObject({ outcome: 'refused', error: 'login_required' })
  expect(await handOver(owner, callback)).toMatchObject(NOT_AWAITED)
})

const pathAt = ({ pathname, search }: URL) => `${pathname}${search}`

test('an answer is accepted once, also of simultaneous deliveries (ATO-07)', async () => {
  const callback = await signUpAt(server, await beginTrial(owner, NEW), 'once@example.com')
  const all = await Promise.all([1, 2, 3, 4].map(() => handOver(owner, callback)))
  expect(all.map(({ status }) => status).toSorted()).toEqual([200, 403, 403, 403])
  expect(await handOver(owner, callback)).toMatchObject(NOT_AWAITED)
})

test('another session, also of the same person, gets nothing and ends nothing (ATO-07)', async () => {
  const callback = await signUpAt(server, await beginTrial(owner, NEW), 'session@example.com')
  await aPerson(server, 'other-owner@example.com', 'owner')
  const other = consoleCalls(server, await signInToConsole(consoleBrowser(server), 'other-owner@example.com'))
  const same = consoleCalls(server, await signInToConsole(consoleBrowser(server), 'owner@example.com'))
  expect(await handOver(other, callback)).toMatchObject(NOT_AWAITED)
  expect(await handOver(same, callback)).toMatchObject(NOT_AWAITED)
  expect((await handOver(owner, callback)).status).toBe(200)
})

test('another browser with the same session cookie gets nothing (ATO-07)', async () => {
  const callback = await signUpAt(server, await beginTrial(owner, NEW), 'browser@example.com')
  const thief = consoleBrowser(server)
  for (const [name, value] of owner.browser.cookies) if (!name.endsWith('_flow')) thief.cookies.set(name, value)
  expect(await handOver(consoleCalls(server, thief), callback)).toMatchObject(NOT_AWAITED)
  thief.cookies.set([...owner.browser.cookies.keys()].find((name) => name.endsWith('_flow')) ?? '', 'x'.repeat(43))
  expect(await handOver(consoleCalls(server, thief), callback)).toMatchObject(NOT_AWAITED)
  expect((await handOver(owner, callback)).status).toBe(200)
})

test('a state that nobody began, or of another environment, gets nothing (ATO-11)', async () => {
  const callback = await signUpAt(server, await beginTrial(owner, NEW), 'state@example.com')
  const [environment = '', secret = ''] = (callback.searchParams.get('state') ?? '').split('.')
  const production = await owner.environmentId({ environment: 'production' })
  const states = [`${environment}.${'A'.repeat(43)}`, `${production}.${secret}`, secret, '', `${environment}.`]
  for (const state of states) {
    const forged = new URL(callback)
    forged.searchParams.set('state', state)
    expect([403, 404]).toContain((await handOver(owner, forged)).status)
  }
  expect((await handOver(owner, callback)).status).toBe(200)
})

test('a code that another sign-in of the playground got is not accepted: the verifier is another (AS-05)', async () => {
  const mine = await signUpAt(server, await beginTrial(owner, NEW), 'mine@example.com')
  const theirs = await signUpAt(server, await beginTrial(owner, NEW), 'theirs@example.com')
  mine.searchParams.set('code', theirs.searchParams.get('code') ?? '')
  expect(await handOver(owner, mine)).toMatchObject(refusal(409, 'CODE_NOT_ACCEPTED'))
})

test('an answer that comes after half an hour is late', async () => {
  const callback = new URL(await new BrowserSession(server).open(pathAt(await beginTrial(owner, { prompt: 'none' }))))
  await server.advance(1_801)
  expect(await handOver(owner, callback)).toMatchObject(NOT_AWAITED)
})

test('production has no playground, and the environment of administrators has none', async () => {
  expect(await startTrial(owner, {}, 'production')).toMatchObject(refusal(403, 'PLAYGROUND_NOT_AVAILABLE'))
  const { installation_environment_id: control = '' } = await owner.session()
  const answer = await owner.ask('POST', `/console/environments/${control}/trials`, {})
  expect(answer).toMatchObject(refusal(403, 'PLAYGROUND_NOT_AVAILABLE'))
})

test('a playground that stands in the table of production is no client there, and the one of development neither', async () => {
  await beginTrial(owner)
  const path = `/oauth2/auth?client_id=${await playgroundId()}&response_type=code&state=x`
  expect((await server.request(`${PRODUCTION}${path}`)).status).toBe(400)
  const id = '9'.repeat(32)
  await server.query(
    `insert into applications (environment_id, id, built_in, name, type, redirect_uris, created_at, updated_at)
      select id, $1::uuid, 'playground', 'Playground', 'spa', array[$2], now(), now() from environments
      where kind = 'production'`,
    [id, `${CONTROL}/console/try/callback`],
  )
  const proof = pkce()
  const query = new URLSearchParams({
    client_id: id,
    redirect_uri: `${CONTROL}/console/try/callback`,
    response_type: 'code',
    scope: 'openid',
    state: 'x',
    code_challenge: proof.challenge,
    code_challenge_method: 'S256',
  })
  const answer = await server.request(`${PRODUCTION}/oauth2/auth?${query.toString()}`)
  expect([answer.status, await answer.text()]).toEqual([400, expect.stringContaining('invalid_client')])
  await server.query(`delete from applications where id = $1::uuid`, [id])
})

test('a request that the console did not begin is refused, with the playground’s own address too (AS-01)', async () => {
  const address = await beginTrial(owner)
  for (const state of [undefined, 'x', '', `${address.searchParams.get('state') ?? ''}x`]) {
    const forged = new URL(address)
    if (state === undefined) forged.searchParams.delete('state')
    else forged.searchParams.set('state', state)
    const answer = await server.request(pathAt(forged))
    expect([answer.status, await answer.text()]).toEqual([400, expect.stringContaining('invalid_client')])
  }
})

test('nobody else exchanges a code or gets tokens as the playground (AS-22)', async () => {
  const callback = await signUpAt(server, await beginTrial(owner, NEW), 'exchange@example.com')
  const client = { client_id: await playgroundId() }
  const grants = [
    { grant_type: 'authorization_code', code: callback.searchParams.get('code') ?? '', code_verifier: 'v'.repeat(43) },
    { grant_type: 'client_credentials' },
    { grant_type: 'refresh_token', refresh_token: 'x' },
  ]
  for (const grant of grants) {
    const answer = await postForm(server, '/oauth2/token', { ...client, ...grant })
    expect([answer.status, await answer.json()]).toMatchObject([401, { error: 'invalid_client' }])
  }
  expect((await postForm(server, '/oauth2/device/auth', client)).status).toBeGreaterThanOrEqual(400)
})

test('the console’s own application takes no request from outside either', async () => {
  const [row] = await server.query(`select id from applications where built_in = 'console'`)
  const id = String(row?.['id']).replaceAll('-', '')
  const answer = await server.request(`${CONTROL}/oauth2/auth?client_id=${id}&redirect_uri=${CONTROL}/console/sign-in`)
  expect([answer.status, await answer.text()]).toEqual([400, expect.stringContaining('invalid_client')])
})

test('a colleague who is not on the team of the business cannot try, and one who left gets no answer (V8)', async () => {
  await aPerson(server, 'nobody@example.com')
  const nobody = consoleCalls(server, await signInToConsole(consoleBrowser(server), 'nobody@example.com'))
  const id = await owner.environmentId()
  const path = `/console/environments/${id}/trials`
  expect(await nobody.ask('POST', path, {})).toMatchObject(refusal(404, 'ENVIRONMENT_NOT_FOUND'))
  const member = await aMemberSignedIn(server, 'leaves@example.com', 'read_only')
  const callback = await signUpAt(server, await beginTrial(member, NEW), 'left@example.com')
  await server.query('delete from team_members')
  expect(await handOver(member, callback)).toMatchObject(refusal(404, 'ENVIRONMENT_NOT_FOUND'))
})

test.each([{ scopes: ['offline'] }, { scopes: ['openid', 'create:users'] }, { prompt: 'other' }, { audience: 'x' }])(
  'the options %o are not taken',
  async (options) => {
    expect(await startTrial(owner, options)).toMatchObject(refusal(400, 'INVALID_BODY'))
  },
)

test('beginning a trial is in the audit, with the person', async () => {
  await beginTrial(owner)
  const [entry] = await server.query(`select actor, subject from audit_entries where action = 'trySignIn' limit 1`)
  expect(entry).toMatchObject({ actor: { email: 'owner@example.com' }, subject: await playgroundId() })
})

test('the playground is in no list, count or search, and its grants are in none', async () => {
  const callback = await signUpAt(server, await beginTrial(owner, NEW), 'listed@example.com')
  const { access_token: access } = (await handOver(owner, callback)).body
  const { applications } = (await calls.get('/applications?page_size=500')).body
  expect(applications.map(({ name }: { name: string }) => name)).not.toContain('Playground')
  const { sub } = claimsOf(access.token) as { sub: string }
  const grants = await calls.get(`/users/${sub}/grants`)
  expect(JSON.stringify(grants.body)).not.toContain(await playgroundId())
})

test('the console’s origin may not read answers of the environment because of the playground (CORS)', async () => {
  await beginTrial(owner)
  const answer = await server.request('/oauth2/v2/user_profile', {
    method: 'OPTIONS',
    headers: {
      origin: CONTROL,
      'access-control-request-method': 'GET',
      'access-control-request-headers': 'authorization',
    },
  })
  expect(answer.headers.get('access-control-allow-origin')).not.toBe(CONTROL)
})

test('no operation of the Management API reads or changes the playground (ATO-24)', async () => {
  await beginTrial(owner)
  const document = (await (await server.request('/api/openapi.json')).json()) as Document
  const present = new Set(describeOperations(document).map(({ operation }) => operation))
  const { world } = await makeWorld(calls, 'own', (operation) => present.has(operation))
  const id = await playgroundId()
  const admitted: string[] = []
  for (const { operation, request } of PLAN.filter((one) => present.has(one.operation))) {
    const mixed = { ...world, application_id: id, app_id: id }
    const own = { operation, parameters: parametersOf(operation, world), ...request(world) }
    const call = { operation, parameters: parametersOf(operation, mixed), ...request(mixed) }
    if (JSON.stringify(own) === JSON.stringify(call)) continue
    await changes()
    const { status } = await calls.send(operation.split(' ')[0]?.toUpperCase() ?? '', pathOf(call), formOf(call.body))
    const changed = await changes()
    if (![400, 404].includes(status) || changed.length > 0)
      admitted.push(`${operation}: ${String(status)} ${changed.join()}`)
  }
  expect(admitted).toEqual([])
})
