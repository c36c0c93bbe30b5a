import { expect, test } from 'vitest'
import { BrowserSession } from '../../../../test/browser-session.ts'
import { anApplication, api, PRODUCTION, refusal } from '../../../../test/management.ts'
import { authorizePath, pkce, signUp, anApplication as aClient } from '../../../../test/oauth.ts'
import { startServer } from '../../../../test/server.ts'

const server = await startServer()
const calls = await api(server)
const production = await api(server, { origin: PRODUCTION })

const list = async (query = '') => (await calls.get(`/email_methods${query}`)).body
const methodOf = async (id: string) => {
  const { applications } = await list('?page_size=500')
  return applications.find((one: { id: string }) => one.id === id)?.email_method
}
const set = (applications: object[]) => calls.patch('/email_methods', { applications })

test('each application that people sign in to is listed with its method and the level that decides (A5-8)', async () => {
  const [web, machine] = [await anApplication(calls), await anApplication(calls, { type: 'm2m' })]
  expect(await methodOf(web)).toEqual({ value: 'email:otp', source: 'default' })
  expect(await methodOf(machine)).toBeUndefined()
})

test('several applications get a method at once, as the page of each shows (M2-14, A5-8)', async () => {
  const [one, other] = [await anApplication(calls), await anApplication(calls)]
  const applications = [one, other].map((id) => ({ id, email_method: 'email:password' }))
  expect((await set(applications)).status).toBe(200)
  const own = { value: 'email:password', source: 'application', inherited: 'email:otp' }
  expect([await methodOf(one), await methodOf(other)]).toEqual([own, own])
  expect((await calls.get(`/applications/${one}/settings`)).body.settings.email_method).toEqual(own)
  await set([{ id: one, email_method: null }])
  expect(await methodOf(one)).toEqual({ value: 'email:otp', source: 'default' })
})

test('none changes where one is not there, or belongs to another environment (ATO-11)', async () => {
  const [mine, foreign] = [await anApplication(calls), await anApplication(production)]
  for (const id of [foreign, 'f'.repeat(32)]) {
    const both = [mine, id].map((one) => ({ id: one, email_method: 'email:password' }))
    expect(await set(both)).toMatchObject(refusal(404, 'APPLICATION_NOT_FOUND'))
  }
  expect(await methodOf(mine)).toMatchObject({ value: 'email:otp' })
  expect((await production.get(`/applications/${foreign}/settings`)).body.settings.email_method.value).toBe('email:otp')
})

test.each([[{}], [{ email_method: 'email:both' }], [{ email_method: 'code' }]])(
  'a change to %j is refused',
  async (change) => {
    const id = await anApplication(calls)
    expect(await set([{ id, ...change }])).toMatchObject(refusal(400, 'INVALID_BODY'))
  },
)

test('the list is read page by page', async () => {
  const first = await list('?page_size=1')
  const second = await list(`?page_size=1&next_token=${encodeURIComponent(String(first.next_token))}`)
  expect(first.applications).toHaveLength(1)
  expect(second.applications[0].id).not.toBe(first.applications[0].id)
})

test('the method of the environment holds for applications that set none, from the next sign-in on (M1-10)', async () => {
  const client = await aClient(server)
  await signUp(server, client, 'ada@example.com')
  const { email_method: before } = (await calls.get('/environment/settings')).body.settings
  await calls.patch('/environment/settings', { email_method: 'email:password' })
  const browser = new BrowserSession(server)
  await browser.open(authorizePath(client, pkce()))
  await browser.submit('identify', { email: 'ada@example.com' })
  const [html, shown] = [browser.page?.html, await methodOf(client.clientId)]
  await calls.patch('/environment/settings', { email_method: null })
  expect(before).toEqual({ value: 'email:otp', source: 'default' })
  expect(shown).toEqual({ value: 'email:password', source: 'environment' })
  expect(html).toContain('current-password')
})

test('the session settings of the environment hold for applications that set none (M7-1, M7-3)', async () => {
  const [inheriting, own] = [await anApplication(calls), await anApplication(calls)]
  await calls.patch(`/applications/${own}/tokens`, { authenticated_session_lifetime: 900 })
  await calls.patch('/environment/settings', { authenticated_session_lifetime: 3_600, is_session_persistent: false })
  const lifetimes = await Promise.all(
    [inheriting, own].map(async (id) => (await calls.get(`/applications/${id}/tokens`)).body.tokens),
  )
  const settings = (await calls.get(`/applications/${inheriting}/settings`)).body.settings
  await calls.patch('/environment/settings', { authenticated_session_lifetime: null, is_session_persistent: null })
  expect(lifetimes.map((tokens) => tokens.authenticated_session_lifetime)).toEqual([
    { value: 3_600, source: 'environment' },
    { value: 900, source: 'application', inherited: 3_600 },
  ])
  expect(settings.is_session_persistent).toEqual({ value: false, source: 'environment' })
})

test('a setting that the environment sets is shown with the value that it would have without', async () => {
  await calls.patch('/business', { terms_url: 'https://acme.example/terms' })
  await calls.patch('/environment/settings', { terms_url: 'https://acme.example/other', lockout_attempts: 9 })
  const { settings } = (await calls.get('/environment/settings')).body
  await calls.patch('/environment/settings', { terms_url: null, lockout_attempts: null })
  expect(settings.terms_url).toEqual({
    value: 'https://acme.example/other',
    source: 'environment',
    inherited: 'https://acme.example/terms',
  })
  expect(settings.lockout_attempts).toEqual({ value: 9, source: 'environment', inherited: 5 })
})
