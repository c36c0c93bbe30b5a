import { expect, test } from 'vitest'
import { subjectOf } from '#platform/ids'
import { anApplication, api, PRODUCTION, refusal } from '../../../../test/management.ts'
import { aMember } from '../../../../test/members.ts'
import { startServer } from '../../../../test/server.ts'
import { startJobs } from '../../../../test/worker.ts'

const server = await startServer()
const calls = await api(server)
const production = await api(server, { origin: PRODUCTION })

interface Shown {
  readonly key: string
  readonly value: string | null
}

const codeOf = async (origin: string) =>
  (
    await server.query(
      `select o.code from organizations o join hosts h on h.environment_id = o.environment_id
       where h.origin = $1 and o.is_default`,
      [origin],
    )
  )[0]?.['code'] as string
const categoryOf = async (context: string) =>
  (await calls.get(`/property_categories?context=${context}`)).body.categories[0].id

async function aProperty(key: string, context: string, type = 'single_line_text'): Promise<string> {
  const category = { category_id: await categoryOf(context) }
  const { body } = await calls.post('/properties', { name: key, key, type, context, is_private: true, ...category })
  if (!body.property) throw new Error(JSON.stringify(body))
  return body.property.id
}
const userId = await aMember(server)
const user = `/users/${subjectOf(userId)}/properties`
const organization = `/organizations/${await codeOf(server.origin)}/properties`
const clientId = await anApplication(calls)
const application = `/applications/${clientId}/properties`
for (const context of ['usr', 'org', 'app']) {
  await aProperty('town', context)
  await aProperty('notes', context, 'multi_line_text')
}

const valuesAt = async (path: string): Promise<Record<string, string | null>> =>
  Object.fromEntries((await calls.get(path)).body.properties.map(({ key, value }: Shown) => [key, value]))

test.each([
  ['a user', user],
  ['an organization', organization],
])('values of %s are set one by one or together, read, and removed', async (_who, path) => {
  await calls.put(`${path}/town?value=Staines`)
  expect(await valuesAt(path)).toMatchObject({ town: 'Staines', notes: null })
  await calls.patch(path, { properties: { town: 'Bern', notes: 'a\nb' } })
  expect(await valuesAt(path)).toMatchObject({ town: 'Bern', notes: 'a\nb' })
  await calls.patch(path, { properties: { notes: null } })
  await calls.put(`${path}/town?value=`)
  expect(await valuesAt(path)).toMatchObject({ town: null, notes: null })
})

test('values of an application are set and read, booleans as text', async () => {
  expect((await calls.put(`${application}/town`, { value: 'eu' })).status).toBe(200)
  await calls.put(`${application}/notes`, { value: true })
  expect(await valuesAt(application)).toEqual({ notes: 'true', town: 'eu' })
  const listed = (await calls.get(application)).body.properties
  expect(listed[1]).toEqual({
    id: expect.stringMatching(/^prop_/),
    name: 'town',
    description: '',
    key: 'town',
    value: 'eu',
  })
})

test('values of built-in properties are set like others', async () => {
  await calls.patch(user, { properties: { kp_usr_city: 'Paris', kp_usr_is_marketing_opt_in: true } })
  expect(await valuesAt(user)).toMatchObject({ kp_usr_city: 'Paris', kp_usr_is_marketing_opt_in: 'true' })
})

test('a new value of a user invalidates the user’s claims, one of an organization does not', async () => {
  const changed = () => server.query('select claims_changed_at from users where id = $1', [userId])
  const before = await changed()
  await server.advance(1)
  await calls.put(`${organization}/town?value=Rome`)
  expect(await changed()).toEqual(before)
  await calls.put(`${user}/town?value=Rome`)
  expect(await changed()).not.toEqual(before)
})

test('a user is found by the value of a property', async () => {
  await calls.put(`${user}/notes?value=${'x'.repeat(300)}`)
  await calls.put(`${user}/town?value=Oslo`)
  const search = async (query: string) =>
    (await calls.get(`/search/users?query=*&${query}`)).body.results?.map(({ id }: { id: string }) => id)
  expect(await search('properties[town]=Oslo')).toEqual([subjectOf(userId)])
  expect(await search(`properties[notes]=${'x'.repeat(300)}`)).toEqual([subjectOf(userId)])
})

test.each([
  ['a line break in one line', { town: 'a\nb' }],
  ['1,001 characters in one line', { town: 'a'.repeat(1_001) }],
  ['a bell', { notes: 'a\u0007' }],
  ['10,001 characters', { notes: 'a'.repeat(10_001) }],
])('a value with %s is refused, and the others with it', async (_what, properties) => {
  await calls.patch(user, { properties: { town: 'before', notes: 'before' } })
  expect(await calls.patch(user, { properties: { kp_usr_city: 'after', ...properties } })).toMatchObject(
    refusal(400, 'INVALID_PROPERTY_VALUE'),
  )
  expect(await valuesAt(user)).toMatchObject({ town: 'before', notes: 'before', kp_usr_city: 'Paris' })
})

test.each([
  ['none', {}],
  ['no properties', { properties: null }],
  ['a list', { properties: ['town'] }],
  ['a number', { properties: { town: 1 } }],
  ['an object', { properties: { town: {} } }],
  ['101 of them', { properties: Object.fromEntries(Array.from({ length: 101 }, (_, index) => [`k${index}`, 'x'])) }],
])('values that are %s are refused', async (_what, body) => {
  expect(await calls.patch(user, body)).toMatchObject(refusal(400, 'INVALID_BODY'))
})

test('simultaneous writes of values leave one each', async () => {
  const towns = ['1', '2', '3', '4']
  const answers = await Promise.all(
    towns.map((town) => calls.patch(organization, { properties: { town, notes: town } })),
  )
  expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200])
  const { town, notes } = await valuesAt(organization)
  expect([town === notes, towns.includes(town ?? '')]).toEqual([true, true])
})

test('an event names the values that changed, without their content', async () => {
  await calls.patch(user, { properties: { town: 'Secretville' } })
  const events = await server.query(`select data from events where type = 'property.values_updated'
    order by occurred_at desc, id desc limit 1`)
  expect(events).toEqual([{ data: { context: 'usr', id: subjectOf(userId), properties: ['town'] } }])
})

const stranger = subjectOf(await aMember(server, PRODUCTION))
const theirApplication = await anApplication(production)
const theirCode = await codeOf(PRODUCTION)
const body = { properties: { town: 'x' } }

test.each([
  ['PUT', `${user}/unknown?value=x`, undefined, 'PROPERTY_NOT_FOUND'],
  ['PATCH', user, { properties: { town: 'x', unknown: 'x' } }, 'PROPERTY_NOT_FOUND'],
  ['PATCH', user, { properties: { kp_org_city: 'x' } }, 'PROPERTY_NOT_FOUND'],
  ['PUT', `${organization}/kp_usr_city?value=x`, undefined, 'PROPERTY_NOT_FOUND'],
  ['PUT', `${application}/unknown`, { value: 'x' }, 'PROPERTY_NOT_FOUND'],
  ['GET', `/users/${stranger}/properties`, undefined, 'USER_NOT_FOUND'],
  ['PATCH', `/users/${stranger}/properties`, body, 'USER_NOT_FOUND'],
  ['PUT', `/users/${stranger}/properties/town?value=x`, undefined, 'USER_NOT_FOUND'],
  ['GET', '/users/nonsense/properties', undefined, 'USER_NOT_FOUND'],
  ['GET', `/organizations/${theirCode}/properties`, undefined, 'ORGANIZATION_NOT_FOUND'],
  ['PATCH', `/organizations/${theirCode}/properties`, body, 'ORGANIZATION_NOT_FOUND'],
  ['PUT', `/organizations/${theirCode}/properties/town?value=x`, undefined, 'ORGANIZATION_NOT_FOUND'],
  ['GET', `/applications/${theirApplication}/properties`, undefined, 'APPLICATION_NOT_FOUND'],
  ['PUT', `/applications/${theirApplication}/properties/town`, { value: 'x' }, 'APPLICATION_NOT_FOUND'],
])('%s %s with an unknown id finds nothing (ATO-11)', async (method, path, sent, code) => {
  expect(await calls.send(method, path, sent)).toMatchObject(refusal(404, code))
})

test('a deleted property is gone at once, and its values afterwards', async () => {
  await startJobs(server)
  const id = await aProperty('gone', 'usr')
  await calls.put(`${user}/gone?value=x`)
  await calls.delete(`/properties/${id}`)
  expect(await valuesAt(user)).not.toHaveProperty('gone')
  await aProperty('gone', 'usr')
  expect(await valuesAt(user)).toMatchObject({ gone: null })
  await expect.poll(() => server.query('select * from graphile_worker.jobs'), { timeout: 20_000 }).toEqual([])
  expect(await server.query('select from properties where deleted_at is not null')).toEqual([])
})
