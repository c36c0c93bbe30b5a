import { beforeEach, expect, test } from 'vitest'
import { anApplication, api, PRODUCTION, refusal } from '../../../test/management.ts'
import { startServer } from '../../../test/server.ts'

const server = await startServer()
const calls = await api(server)
const production = await api(server, { origin: PRODUCTION })

interface Listed {
  readonly id: string
  readonly strategy: string
}

const listedIn = ({ body }: { body: { connections: { connection: Listed }[] } }) =>
  body.connections.map(({ connection }) => connection)
const connections = listedIn(await calls.get('/connections'))
const idOf = (strategy: string, among = connections) => String(among.find((one) => one.strategy === strategy)?.id)
const strategiesOf = async (path: string) =>
  listedIn(await calls.get(`${path}/connections`))
    .map(({ strategy }) => strategy)
    .toSorted()
const methodOf = async (id: string) => (await calls.get(`/applications/${id}/settings`)).body.settings.email_method
const enable = (owner: string, strategy: string) => calls.post(`${owner}/connections/${idOf(strategy)}`)
const remove = (owner: string, strategy: string) => calls.delete(`${owner}/connections/${idOf(strategy)}`)

let application: string
beforeEach(async () => {
  application = `/applications/${await anApplication(calls)}`
})

test('an environment has a connection for each built-in method, with an id that stays (M3-12)', async () => {
  expect(connections.map(({ strategy }) => strategy)).toEqual([
    'email:otp',
    'phone:otp',
    'username:otp',
    'email:password',
    'username:password',
  ])
  expect(connections.map(({ id }) => id)).toEqual(connections.map(() => expect.stringMatching(/^conn_[0-9a-f]{32}$/)))
  expect(listedIn(await calls.get('/connections'))).toEqual(connections)
  const { body } = await calls.get(`/connections/${idOf('phone:otp')}`)
  expect(body.connection).toEqual({
    id: idOf('phone:otp'),
    name: 'Phone',
    display_name: 'Phone',
    strategy: 'phone:otp',
  })
})

test('the list is read page by page, in both directions, and by home realm domain', async () => {
  const [first, second, third] = connections
  const page = async (query: string) => listedIn(await calls.get(`/connections?${query}`))
  expect(await page('page_size=2')).toEqual([first, second])
  expect((await calls.get('/connections?page_size=2')).body.has_more).toBe(true)
  expect(await page(`page_size=1&starting_after=${String(second?.id)}`)).toEqual([third])
  expect(await page(`page_size=1&ending_before=${String(third?.id)}`)).toEqual([second])
  expect(await page('home_realm_domain=example.com')).toEqual([])
})

test('an application has codes or passwords, and switching one on switches the other off (M1-10)', async () => {
  expect(await strategiesOf(application)).toEqual(['email:otp'])
  await enable(application, 'username:otp')
  expect(await strategiesOf(application)).toEqual(['email:otp', 'username:otp'])
  expect((await enable(application, 'username:password')).status).toBe(200)
  expect(await strategiesOf(application)).toEqual(['email:password', 'username:password'])
  await enable(application, 'phone:otp')
  expect(await strategiesOf(application)).toEqual(['email:password', 'phone:otp', 'username:password'])
})

test('email_method and the connections of an application follow each other (A5-8)', async () => {
  const id = application.replace('/applications/', '')
  await enable(application, 'email:password')
  expect(await methodOf(id)).toEqual({ value: 'email:password', source: 'application', inherited: 'email:otp' })
  await calls.patch(`${application}/settings`, { email_method: 'email:otp' })
  expect(await strategiesOf(application)).toEqual(['email:otp'])
})

test('the last connection of an application stays, and one that is off is switched off again', async () => {
  expect(await remove(application, 'email:otp')).toMatchObject(refusal(409, 'LAST_CONNECTION'))
  expect((await remove(application, 'email:password')).status).toBe(200)
  await enable(application, 'username:otp')
  expect((await remove(application, 'email:otp')).status).toBe(200)
  expect(await strategiesOf(application)).toEqual(['username:otp'])
})

test('an application follows its environment until it has connections of its own, and again after a reset', async () => {
  await enable('/environment', 'username:otp')
  const inherited = await strategiesOf(application)
  await enable(application, 'phone:otp')
  await remove('/environment', 'username:otp')
  const own = await strategiesOf(application)
  await calls.delete(`${application}/connections`)
  expect([inherited, own, await strategiesOf(application), await strategiesOf('/environment')]).toEqual([
    ['email:otp', 'username:otp'],
    ['email:otp', 'phone:otp', 'username:otp'],
    ['email:otp'],
    ['email:otp'],
  ])
})

test('a method is switched on for many applications at once, as the page of each shows (M2-14, A5-8)', async () => {
  const ids = [await anApplication(calls), await anApplication(calls)]
  const path = `/connections/${idOf('username:password')}/applications`
  const applications = ids.map((id) => ({ id, is_enabled: true }))
  expect((await calls.patch(path, { applications })).status).toBe(200)
  const listed = (await calls.get(`${path}?page_size=500`)).body.applications
  expect(listed.filter(({ id }: Listed) => ids.includes(id))).toEqual(
    ids.map(() => expect.objectContaining({ is_enabled: true, source: 'application' })),
  )
  expect(await strategiesOf(`/applications/${ids[0]}`)).toEqual(['email:password', 'username:password'])
})

test('none changes where one may not: a machine, or an application of another environment (ATO-11)', async () => {
  const id = application.replace('/applications/', '')
  const machine = await anApplication(calls, { type: 'm2m' })
  const foreign = await anApplication(production)
  const path = `/connections/${idOf('username:otp')}/applications`
  const change = (other: string) =>
    calls.patch(path, { applications: [id, other].map((one) => ({ id: one, is_enabled: true })) })
  expect(await change(machine)).toMatchObject(refusal(400, 'CONNECTIONS_NOT_SUPPORTED'))
  expect(await change(foreign)).toMatchObject(refusal(404, 'APPLICATION_NOT_FOUND'))
  expect(await strategiesOf(application)).toEqual(['email:otp'])
})

test('a connection of another environment is not there (ATO-11)', async () => {
  const theirs = idOf('username:otp', listedIn(await production.get('/connections')))
  const organization = `/organizations/${(await calls.post('/organization', { name: 'Acme' })).body.organization.code}`
  const missing = refusal(404, 'CONNECTION_NOT_FOUND')
  for (const id of [theirs, 'conn_x', `conn_${'0'.repeat(32)}`]) {
    expect(await calls.get(`/connections/${id}`)).toMatchObject(missing)
    for (const owner of [application, organization, '/environment']) {
      expect(await calls.post(`${owner}/connections/${id}`)).toMatchObject(missing)
      expect(await calls.delete(`${owner}/connections/${id}`)).toMatchObject(missing)
    }
  }
})

test('production refuses phone sign-in without a provider of text messages (M3-11)', async () => {
  const phone = idOf('phone:otp', listedIn(await production.get('/connections')))
  const app = await anApplication(production)
  const refused = refusal(409, 'NO_SMS_PROVIDER')
  expect(await production.post(`/applications/${app}/connections/${phone}`)).toMatchObject(refused)
  expect(await production.post(`/environment/connections/${phone}`)).toMatchObject(refused)
})

test('the set of an organization replaces the one above, and without its last the one above returns (O4-5, O4-6)', async () => {
  const { code } = (await calls.post('/organization', { name: 'Meadow' })).body.organization
  const organization = `/organizations/${code}`
  expect(await strategiesOf(organization)).toEqual([])
  expect(await enable(organization, 'username:password')).toMatchObject(refusal(400, 'ADVANCED_FEATURES_REQUIRED'))
  await calls.patch(`/organization/${code}`, { is_enable_advanced_orgs: true })
  await enable(organization, 'username:password')
  expect(await strategiesOf(organization)).toEqual(['username:password'])
  await enable(organization, 'email:otp')
  expect(await strategiesOf(organization)).toEqual(['email:otp', 'username:otp'])
  await remove(organization, 'username:otp')
  await remove(organization, 'email:otp')
  expect(await strategiesOf(organization)).toEqual([])
  const { settings } = (await calls.get(`${organization}/settings`)).body
  expect(settings.email_method.source).not.toBe('organization')
})
