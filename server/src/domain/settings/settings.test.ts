import { expect, test } from 'vitest'
import { withClient } from '../../../test/connection.ts'
import { contextOf } from '../../../test/context.ts'
import { anApplication, api, PRODUCTION, refusal } from '../../../test/management.ts'
import { startServer } from '../../../test/server.ts'
import { readApplication } from '#domain/applications'

const server = await startServer()
const calls = await api(server)
const ok = { status: 200, body: { code: 'OK', message: 'Success' } }

const settingsOf = async (id: string) => (await calls.get(`/applications/${id}/settings`)).body.settings
const environmentSettings = async () => (await calls.get('/environment/settings')).body.settings

test('an application starts with defaults, and shows their source', async () => {
  expect(await settingsOf(await anApplication(calls))).toEqual({
    authenticated_session_lifetime: { value: 86_400, source: 'default' },
    has_marketing_consent: { value: false, source: 'default' },
    has_register_link_on_sign_in_page: { value: true, source: 'default' },
    has_sign_in_link_on_sign_up_page: { value: true, source: 'default' },
    use_gravatar_fallback: { value: true, source: 'default' },
    email_method: { value: 'email:otp', source: 'default' },
    is_assertion_audience_strict: { value: false, source: 'default' },
    is_pkce_required: { value: false, source: 'default' },
    is_standard_claims_only: { value: false, source: 'default' },
    is_session_persistent: { value: true, source: 'default' },
    refresh_token_absolute_lifetime: { value: 31_536_000, source: 'default' },
    token_endpoint_auth_method: { value: null, source: 'default' },
    response_mode: { value: null, source: 'default' },
    refresh_grace_seconds: { value: 30, source: 'default' },
    has_cancel_button: { value: true, source: 'default' },
    language_key: { value: null, source: 'default' },
    is_ask_for_name: { value: true, source: 'default' },
  })
})

test('a value of an application is stored until it is removed, and an absent field stays', async () => {
  const id = await anApplication(calls)
  await calls.patch(`/applications/${id}/settings`, { email_method: 'email:password', refresh_grace_seconds: 0 })
  await calls.patch(`/applications/${id}/settings`, { refresh_grace_seconds: null, language_key: 'ar' })
  expect(await settingsOf(id)).toMatchObject({
    email_method: { value: 'email:password', source: 'application' },
    refresh_grace_seconds: { value: 30, source: 'default' },
    language_key: { value: 'ar', source: 'application' },
  })
})

test('two applications of one environment sign in by different methods (A5-6)', async () => {
  const [one, two] = [await anApplication(calls), await anApplication(calls)]
  await calls.patch(`/applications/${one}/settings`, { email_method: 'email:password' })
  const values = [await settingsOf(one), await settingsOf(two)].map((settings) => settings.email_method.value)
  expect(values).toEqual(['email:password', 'email:otp'])
})

test('a change is in force at once', async () => {
  const ctx = await contextOf(server)
  const id = await anApplication(calls)
  await readApplication(ctx, id)
  await calls.patch(`/applications/${id}/settings`, { is_pkce_required: true })
  expect((await readApplication(ctx, id))?.settings.values.isPkceRequired).toBe(true)
})

test('a change leaves an event', async () => {
  const id = await anApplication(calls)
  await calls.patch(`/applications/${id}/settings`, { is_pkce_required: true })
  const [event] = await server.query(`select data from events where subject = $1 and type = 'application.updated'`, [
    id,
  ])
  expect(event).toMatchObject({ data: { fields: ['is_pkce_required'] } })
})

test.each([
  { path: '/environment/settings', body: { is_self_sign_up_allowed: true }, prefixes: ['host:', 'application:'] },
  { path: `/applications/${await anApplication(calls)}`, body: { name: 'Store' }, prefixes: ['application:'] },
])('a change at $path is announced to every process', async ({ path, body, prefixes }) => {
  const heard: string[] = []
  await withClient(server.connectionString, async (client) => {
    client.on('notification', ({ payload = '' }) => heard.push(payload))
    await client.query('listen gatehouse_changed')
    await calls.patch(path, body)
    // A notification sent before this point arrives with the answer to a later statement.
    await client.query('select 1')
  })
  await calls.patch('/environment/settings', { is_self_sign_up_allowed: null })
  expect(heard.map((prefix) => prefix.replace(/^.{36}:/, ''))).toEqual(prefixes)
})

test.each([
  { email_method: 'code' },
  { email_method: 'email:both' },
  { language_key: 'tlh' },
  { language_key: 'pt-BR' },
  { is_pkce_required: 'yes' },
  { refresh_grace_seconds: 61 },
  { refresh_grace_seconds: 1.5 },
  { refresh_grace_seconds: -1 },
  { is_pkce_requird: true },
  { code_lifetime_minutes: 5 },
  { isPkceRequired: true },
  { settings: {} },
])('%j is refused and changes nothing', async (body) => {
  const id = await anApplication(calls)
  const answer = await calls.patch(`/applications/${id}/settings`, { has_cancel_button: false, ...body })
  expect(answer).toMatchObject(refusal(400, 'INVALID_BODY'))
  expect((await settingsOf(id)).has_cancel_button).toEqual({ value: true, source: 'default' })
})

const tokensOf = async (id: string) => {
  const { values } = (await readApplication(await contextOf(server), id))?.settings ?? {}
  return (
    values && [values.accessTokenLifetimeSeconds, values.refreshTokenLifetimeSeconds, values.idTokenLifetimeSeconds]
  )
}

test('lifetimes and the inactivity timeout are set per application (A5-1, A5-2)', async () => {
  const id = await anApplication(calls)
  expect(await tokensOf(id)).toEqual([86_400, 1_296_000, 3_600])
  const body = {
    access_token_lifetime: 600,
    refresh_token_lifetime: 1_200,
    id_token_lifetime: 300,
    authenticated_session_lifetime: 900,
    is_hasura_mapping_enabled: true,
  }
  expect(await calls.patch(`/applications/${id}/tokens`, body)).toMatchObject(ok)
  const settings = (await readApplication(await contextOf(server), id))?.settings.values
  expect(settings).toMatchObject({ sessionIdleSeconds: 900, isHasuraMappingEnabled: true, idTokenLifetimeSeconds: 300 })
})

test.each([
  { access_token_lifetime: 600, refresh_token_lifetime: 600 },
  { refresh_token_lifetime: 86_400 },
  { access_token_lifetime: 1_296_000 },
])('%j is refused because a refresh token would end first (A5-3)', async (body) => {
  const id = await anApplication(calls)
  const answer = await calls.patch(`/applications/${id}/tokens`, { ...body, id_token_lifetime: 60 })
  expect(answer).toMatchObject(refusal(400, 'REFRESH_TOKEN_LIFETIME_TOO_SHORT'))
  expect(await tokensOf(id)).toEqual([86_400, 1_296_000, 3_600])
})

test('a sign-in that ends before its access token is refused too (A5-3, AS-30)', async () => {
  const id = await anApplication(calls)
  const answer = await calls.patch(`/applications/${id}/settings`, { refresh_token_absolute_lifetime: 86_400 })
  expect(answer).toMatchObject(refusal(400, 'REFRESH_TOKEN_LIFETIME_TOO_SHORT'))
})

test('lifetimes are read with the level that set each (A5-1)', async () => {
  const id = await anApplication(calls)
  await calls.patch(`/applications/${id}/tokens`, { access_token_lifetime: 600 })
  expect((await calls.get(`/applications/${id}/tokens`)).body.tokens).toMatchObject({
    access_token_lifetime: { value: 600, source: 'application' },
    refresh_token_lifetime: { value: 1_296_000, source: 'default' },
    authenticated_session_lifetime: { value: 86_400, source: 'default' },
  })
})

test('one of two simultaneous changes that exclude one another is refused', async () => {
  const id = await anApplication(calls)
  const answers = await Promise.all([
    calls.patch(`/applications/${id}/tokens`, { access_token_lifetime: 1_000_000 }),
    calls.patch(`/applications/${id}/tokens`, { refresh_token_lifetime: 100_000 }),
  ])
  expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 400])
})

test('a lifetime is removed by null', async () => {
  const id = await anApplication(calls)
  await calls.patch(`/applications/${id}/tokens`, { access_token_lifetime: 600 })
  await calls.patch(`/applications/${id}/tokens`, { access_token_lifetime: null })
  expect(await tokensOf(id)).toEqual([86_400, 1_296_000, 3_600])
})

test.each([0, 59, 1.5, '600', 31_536_001, 1e15, true])('a lifetime of %j is refused', async (lifetime) => {
  const id = await anApplication(calls)
  const answer = await calls.patch(`/applications/${id}/tokens`, { access_token_lifetime: lifetime })
  expect(answer).toMatchObject(refusal(400, 'INVALID_BODY'))
})

test('an environment has settings of its own, in force at once', async () => {
  const before = await environmentSettings()
  const body = { code_lifetime_minutes: 10, lockout_minutes: 60, privacy_url: 'https://a.example/privacy' }
  expect(await calls.patch('/environment/settings', body)).toMatchObject(ok)
  const after = await environmentSettings()
  await calls.patch('/environment/settings', { code_lifetime_minutes: null, lockout_minutes: null, privacy_url: '' })
  expect(before.code_lifetime_minutes).toEqual({ value: 120, source: 'default' })
  expect(after).toMatchObject({
    code_lifetime_minutes: { value: 10, source: 'environment' },
    privacy_url: { value: 'https://a.example/privacy', source: 'environment' },
    terms_url: { value: null, source: 'default' },
  })
  expect(await environmentSettings()).toEqual(before)
})

test('a value of an environment reaches its applications, and no other environment', async () => {
  const id = await anApplication(calls)
  const production = await api(server, { origin: PRODUCTION })
  await calls.patch('/environment/settings', { lockout_attempts: 9 })
  const application = await readApplication(await contextOf(server), id)
  const elsewhere = (await production.get('/environment/settings')).body.settings
  expect(application?.settings.values.lockoutAttempts).toBe(9)
  expect(elsewhere.lockout_attempts).toEqual({ value: 5, source: 'default' })
})

test.each([
  { lockout_minutes: 61 },
  { lockout_attempts: 0 },
  { code_lifetime_minutes: 1_441 },
  { privacy_url: 'javascript:alert(1)' },
  { terms_url: 'a.example' },
  { is_enumeration_protected: 0 },
  { email_method: 'email:both' },
  { kind: 'production' },
  { language_key: 'tlh' },
])('an environment refuses %j', async (body) => {
  expect(await calls.patch('/environment/settings', body)).toMatchObject(refusal(400, 'INVALID_BODY'))
})
