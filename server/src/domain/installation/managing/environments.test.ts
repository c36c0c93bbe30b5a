import { expect, test } from 'vitest'
import { anotherBusiness } from '../../../../test/contract/another-business.ts'
import { api, managementToken, PRODUCTION, refusal } from '../../../../test/management.ts'
import { startServer } from '../../../../test/server.ts'
import { removeEnvironments } from '#domain/retention'

// With a mail server nothing is missing that must be there before production is live.
const server = await startServer({ settings: { GATEHOUSE_SMTP_URL: 'smtp://127.0.0.1:1' } })
const calls = await api(server)
const production = await api(server, { origin: PRODUCTION })

let made = 0
async function anEnvironment(fields: Readonly<Record<string, unknown>> = {}) {
  const { body } = await calls.post('/environments', { name: 'Staging', code: `staging-${String(++made)}`, ...fields })
  return body.environment as { code: string; origin: string }
}

const listed = async () => (await calls.get('/environments')).body.environments
const find = async (code: string) => (await listed()).find((one: { code: string }) => one.code === code)
const statusAt = async (origin: string) => (await server.request(`${origin}/.well-known/jwks`)).status

test('a business starts with production and development (T1-5)', async () => {
  expect(await listed()).toMatchObject([
    { code: 'development', is_production: false, is_current: true, origin: server.origin },
    { code: 'production', is_production: true, is_current: false, origin: PRODUCTION },
  ])
})

test('an environment is added by name and code, and answers with an issuer and keys of its own (T2-3, T2-16)', async () => {
  const { code, origin } = await anEnvironment({ name: 'Quality', code: 'qa' })
  const metadata = await server.request(`${origin}/.well-known/openid-configuration`)
  expect([code, origin]).toEqual(['qa', 'http://my-business-qa.localhost:3000'])
  expect(await metadata.json()).toMatchObject({ issuer: origin })
  expect(await statusAt(origin)).toBe(200)
})

test('a new environment has nothing of the others but what every one starts with (T2-17, T1-5)', async () => {
  await calls.post('/environment_variables', { key: 'HERE', value: 'a' })
  const there = await api(server, { origin: (await anEnvironment()).origin })
  expect((await there.get('/environment_variables')).body.environment_variables).toEqual([])
  expect((await there.get('/organizations')).body.organizations).toMatchObject([{ is_default: true }])
})

test.each([
  ['no code', { name: 'A' }, 400, 'INVALID_BODY'],
  ['no name', { code: 'a' }, 400, 'INVALID_BODY'],
  ['a code that is no part of a host', { name: 'A', code: 'A_b' }, 400, 'INVALID_BODY'],
  ['the code of production (T2-1)', { name: 'A', code: 'production' }, 409, 'ENVIRONMENT_CODE_TAKEN'],
])('an environment with %s is refused and leaves nothing', async (_name, body, status, code) => {
  const before = await listed()
  expect(await calls.post('/environments', body)).toMatchObject(refusal(status, code))
  expect(await listed()).toEqual(before)
})

test('an environment is renamed, its code and address stay (T2-6)', async () => {
  const { code, origin } = await anEnvironment()
  await calls.patch(`/environments/${code}`, { name: 'Rehearsal' })
  expect(await find(code)).toMatchObject({ name: 'Rehearsal', code, origin })

  const refused = await calls.patch(`/environments/${code}`, { name: 'Premiere', code: 'elsewhere' })
  expect(refused).toMatchObject(refusal(409, 'ENVIRONMENT_CODE_FIXED'))
  expect(await find(code)).toMatchObject({ name: 'Rehearsal', code, origin })
  expect(await calls.patch(`/environments/${code}`, { name: 'Premiere', code })).toMatchObject({ status: 200 })
})

test('only production can be live, and being live changes nothing else (T2-8, T2-9)', async () => {
  const { code } = await anEnvironment()
  const refused = await production.patch(`/environments/${code}`, { is_live: true })
  expect(refused).toMatchObject(refusal(400, 'NOT_PRODUCTION'))
  expect(await production.patch('/environments/production', { is_live: true })).toMatchObject({ status: 200 })
  expect((await production.get('/environment')).body.environment).toMatchObject({ is_live: true, is_default: true })
})

test('production is changed by its own applications only', async () => {
  const refused = await calls.patch('/environments/production', { name: 'Mine' })
  expect(refused).toMatchObject(refusal(403, 'PRODUCTION_ONLY'))
})

test.each([
  ['production (T2-2)', 'production', 'PRODUCTION_ENVIRONMENT'],
  ['the one at the address of the installation', 'development', 'ROOT_ENVIRONMENT'],
])('%s cannot be deleted', async (_name, code, reason) => {
  expect(await production.delete(`/environments/${code}?confirm=${code}`)).toMatchObject(refusal(409, reason))
})

test('without a confirmation is said what would be lost, and nothing is', async () => {
  const { code, origin } = await anEnvironment()
  const refused = await calls.delete(`/environments/${code}`)
  expect(refused).toMatchObject(refusal(409, 'CONFIRMATION_REQUIRED'))
  expect(refused.body.errors[0].message).toContain('organizations (1)')
  expect(await statusAt(origin)).toBe(200)
})

test('a deleted environment answers nowhere, and its tokens are nobody’s (T2-7)', async () => {
  const { code, origin } = await anEnvironment()
  const token = await managementToken(server, { origin })
  await calls.delete(`/environments/${code}?confirm=${code}`)
  const answer = await server.request('/api/v1/environment', { headers: { authorization: `Bearer ${token}` } })
  expect([await statusAt(origin), answer.status]).toEqual([421, 401])
  expect(await find(code)).toBeUndefined()
  expect(await calls.delete(`/environments/${code}?confirm=${code}`)).toMatchObject(
    refusal(404, 'ENVIRONMENT_NOT_FOUND'),
  )
})

test('a job removes what a deleted environment held, and its code can be used again', async () => {
  const { code, origin } = await anEnvironment()
  await managementToken(server, { origin })
  await calls.delete(`/environments/${code}?confirm=${code}`)
  await removeEnvironments(server.opened.services)
  const left = await server.query('select from environments where deleted_at is not null')
  const orphans = await server.query(
    'select from applications where environment_id not in (select id from environments)',
  )
  expect([left, orphans]).toEqual([[], []])
  expect(await calls.post('/environments', { name: 'Again', code })).toMatchObject({ status: 201 })
})

test('environments of another business are not there (ATO-11, T1-1)', async () => {
  const origin = await anotherBusiness(server)
  const elsewhere = await api(server, { origin })
  const { code } = await anEnvironment()
  expect((await elsewhere.get('/environments')).body.environments).toMatchObject([{ code: 'production', origin }])
  expect(await elsewhere.delete(`/environments/${code}?confirm=${code}`)).toMatchObject(
    refusal(404, 'ENVIRONMENT_NOT_FOUND'),
  )
  expect(await statusAt(server.origin)).toBe(200)
})

test('the list counts what each environment holds where that is asked for', async () => {
  const { code } = await anEnvironment()
  const { environments } = (await calls.get('/environments?expand=contents')).body
  const found = environments.find((one: { code: string }) => one.code === code)
  expect(found.contents).toEqual({ users: 0, organizations: 1, applications: 1 })
  expect(await find(code)).not.toHaveProperty('contents')
  expect(await calls.get('/environments?expand=secrets')).toMatchObject(refusal(400, 'INVALID_PARAMETER'))
})
