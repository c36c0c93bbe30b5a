import { expect, test } from 'vitest'
import { api, PRODUCTION, refusal } from '../../../test/management.ts'
import { startServer } from '../../../test/server.ts'

const server = await startServer()
const calls = await api(server)
const production = await api(server, { origin: PRODUCTION })

interface Shown {
  readonly id: string
  readonly key: string
  readonly name: string
  readonly is_kinde_property: boolean
}

const missing = '0'.repeat(32)

/** Creates a category and returns its id. */
async function aCategory(from: typeof calls, name: string, context = 'usr'): Promise<string> {
  const { body } = await from.post('/property_categories', { name, context })
  if (!body.category) throw new Error(JSON.stringify(body))
  return body.category.id
}
const category = await aCategory(calls, 'Ours')
const aProperty = (key: string, fields: object = {}) => ({
  name: key,
  key,
  type: 'single_line_text',
  context: 'usr',
  is_private: true,
  category_id: category,
  ...fields,
})
const all = async (query = '', from = calls): Promise<Shown[]> =>
  (await from.get(`/properties?page_size=500${query}`)).body.properties
const byKey = async (key: string, from = calls) => (await all('', from)).find((one) => one.key === key)

test('a property is created, listed, changed and deleted (U4-1)', async () => {
  const created = await calls.post('/properties', aProperty('town', { name: ' Town ', description: 'Where' }))
  const id = created.body.property.id
  expect([created.status, id]).toEqual([201, expect.stringMatching(/^prop_[0-9a-f]{32}$/)])
  const shown = { id, key: 'town', name: 'Town', description: 'Where', is_private: true, is_kinde_property: false }
  expect(await byKey('town')).toEqual(shown)
  const change = { name: 'City', is_private: false, category_id: category }
  const moved = await calls.put(`/properties/${id}`, { ...change, key: 'city', type: 'single_line_text' })
  expect(moved).toMatchObject(refusal(400, 'FIELD_CANNOT_CHANGE'))
  expect((await calls.put(`/properties/${id}`, change)).status).toBe(200)
  expect(await byKey('town')).toEqual({ ...shown, name: 'City', is_private: false })
  expect((await calls.delete(`/properties/${id}`)).status).toBe(200)
  expect(await byKey('town')).toBeUndefined()
})

test.each([
  ['no name', { name: undefined }],
  ['no key', { key: undefined }],
  ['no type', { type: undefined }],
  ['no context', { context: undefined }],
  ['no word on privacy', { is_private: undefined }],
  ['no category', { category_id: undefined }],
  ['an unknown type', { type: 'number' }],
  ['an unknown context', { context: 'bus' }],
  ['a blank in its key', { key: 'a b' }],
  ['a line break in its name', { name: 'a\nb' }],
])('a property with %s is refused', async (_what, fields) => {
  expect(await calls.post('/properties', aProperty('refused', fields))).toMatchObject(refusal(400, 'INVALID_BODY'))
})

test('a key is used once per context, at the same moment too, and is free again after deletion', async () => {
  const answers = await Promise.all([1, 2].map(() => calls.post('/properties', aProperty('twin'))))
  expect(answers.map(({ status }) => status).toSorted()).toEqual([201, 409])
  expect(answers.find(({ status }) => status === 409)).toMatchObject(refusal(409, 'PROPERTY_KEY_TAKEN'))
  const other = aProperty('twin', { context: 'org', category_id: await aCategory(calls, 'Ours', 'org') })
  expect((await calls.post('/properties', other)).status).toBe(201)
  await calls.delete(`/properties/${answers.find(({ status }) => status === 201)?.body.property.id}`)
  expect((await calls.post('/properties', aProperty('twin'))).status).toBe(201)
})

test('every environment has the built-in properties, and they are as they are', async () => {
  const keys = ['kp_usr_city', 'kp_usr_is_marketing_opt_in', 'kp_usr_utm_source', 'kp_org_city', 'kp_marketing_consent']
  const there = await all('', production)
  expect(there.filter((one) => one.is_kinde_property).map(({ key }) => key)).toEqual(expect.arrayContaining(keys))
  const city = await byKey('kp_usr_city')
  const change = { name: 'Village', is_private: true, category_id: category }
  expect(await calls.put(`/properties/${city?.id}`, change)).toMatchObject(refusal(400, 'SYSTEM_PROPERTY'))
  expect(await calls.delete(`/properties/${city?.id}`)).toMatchObject(refusal(400, 'SYSTEM_PROPERTY'))
  expect(await byKey('kp_usr_city')).toEqual(city)
})

test('a start gives an environment the built-in properties that it does not have', async () => {
  const { completeEnvironments } = await import('#domain/installation')
  const before = (await all('', production)).length
  await server.query(`delete from properties where key in ('kp_org_city', 'kp_usr_city')`)
  await Promise.all([1, 2].map(() => completeEnvironments(server.opened.services)))
  expect((await all('', production)).length).toBe(before)
})

test.each(['kp_usr_mine', 'kp_org_mine', 'kp_app_mine', 'kp_marketing_consent'])(
  'the key %s is for properties of the product',
  async (key) => {
    expect(await calls.post('/properties', aProperty(key))).toMatchObject(refusal(400, 'PROPERTY_KEY_RESERVED'))
  },
)

test('the list comes in pages, forwards and backwards, of one context or of all', async () => {
  const ids = (await all('&context=org')).map(({ id }) => id)
  const page = async (query: string) => {
    const { body } = await calls.get(`/properties?context=org&page_size=10${query}`)
    return { ids: body.properties.map(({ id }: Shown) => id), more: body.has_more }
  }
  expect(await page('')).toEqual({ ids: ids.slice(0, 10), more: true })
  expect(await page(`&starting_after=${ids[9]}`)).toEqual({ ids: ids.slice(10, 20), more: true })
  expect(await page(`&ending_before=${ids[15]}`)).toEqual({ ids: ids.slice(5, 15), more: true })
  expect(await page(`&ending_before=${ids[5]}`)).toEqual({ ids: ids.slice(0, 5), more: false })
  expect((await page(`&starting_after=${ids.at(-1)}`)).ids).toEqual([])
})

test('a page begins in one place, and it is one of a property', async () => {
  const [id] = (await all()).map((one) => one.id)
  expect(await calls.get(`/properties?starting_after=${id}&ending_before=${id}`)).toMatchObject(
    refusal(400, 'TOO_MANY_PARAMETERS'),
  )
  expect(await calls.get('/properties?starting_after=nonsense')).toMatchObject(refusal(404, 'PROPERTY_NOT_FOUND'))
  expect((await calls.get('/properties?starting_after=&ending_before=&context=')).status).toBe(200)
})

test('a category is made, renamed and listed by context', async () => {
  const id = await aCategory(calls, 'Sizes', 'app')
  expect((await calls.put(`/property_categories/${id}`, { name: 'Tiers' })).status).toBe(200)
  expect((await calls.put(`/property_categories/${id}`)).status).toBe(200)
  const listed = (await calls.get('/property_categories?context=app')).body
  expect(listed).toMatchObject({ has_more: false, categories: [{ name: 'General' }, { id, name: 'Tiers' }] })
  expect(await calls.post('/property_categories', { name: 'Tiers', context: 'app' })).toMatchObject(
    refusal(409, 'PROPERTY_CATEGORY_NAME_TAKEN'),
  )
  const general = listed.categories[0].id
  expect(await calls.put(`/property_categories/${general}`, { name: 'Tiers' })).toMatchObject(
    refusal(409, 'PROPERTY_CATEGORY_NAME_TAKEN'),
  )
})

test('changes leave events', async () => {
  const { id } = (await calls.post('/properties', aProperty('seen'))).body.property
  await calls.put(`/properties/${id}`, { name: 'Seen', is_private: false, category_id: category })
  await calls.delete(`/properties/${id}`)
  const events = await server.query('select type, data from events where subject = $1 order by occurred_at, id', [id])
  expect(events.map(({ type }) => type)).toEqual(['property.created', 'property.updated', 'property.deleted'])
  expect(events[1]).toMatchObject({
    data: { property: { id, key: 'seen', name: 'Seen', context: 'usr', is_private: false } },
  })
})

const there = await aCategory(production, 'Theirs')
const theirs = (await production.post('/properties', aProperty('theirs', { category_id: there }))).body.property.id
const orgCategory = await aCategory(calls, 'Of organizations', 'org')
const mine = (await calls.post('/properties', aProperty('mine'))).body.property.id
const change = { name: 'x', is_private: false, category_id: category }

test.each([
  ['PUT', `/properties/${theirs}`, change, 'PROPERTY_NOT_FOUND'],
  ['PUT', `/properties/prop_${missing}`, change, 'PROPERTY_NOT_FOUND'],
  ['PUT', '/properties/nonsense', change, 'PROPERTY_NOT_FOUND'],
  ['DELETE', `/properties/${theirs}`, undefined, 'PROPERTY_NOT_FOUND'],
  ['PUT', `/properties/${mine}`, { ...change, category_id: there }, 'PROPERTY_CATEGORY_NOT_FOUND'],
  ['PUT', `/properties/${mine}`, { ...change, category_id: orgCategory }, 'PROPERTY_CATEGORY_NOT_FOUND'],
  ['POST', '/properties', aProperty('foreign', { category_id: there }), 'PROPERTY_CATEGORY_NOT_FOUND'],
  ['POST', '/properties', aProperty('foreign', { category_id: orgCategory }), 'PROPERTY_CATEGORY_NOT_FOUND'],
  ['PUT', `/property_categories/${there}`, { name: 'x' }, 'PROPERTY_CATEGORY_NOT_FOUND'],
  ['PUT', '/property_categories/nonsense', { name: 'x' }, 'PROPERTY_CATEGORY_NOT_FOUND'],
])('%s %s with what is not there finds nothing (ATO-11)', async (method, path, body, code) => {
  expect(await calls.send(method, path, body)).toMatchObject(refusal(404, code))
})

test('none of these changed anything', async () => {
  expect(await byKey('mine')).toMatchObject({ name: 'mine', is_private: true })
  expect(await byKey('theirs', production)).toMatchObject({ name: 'theirs', is_private: true })
  expect(await byKey('foreign')).toBeUndefined()
})

test('fields that are not taken change nothing (ATO-23)', async () => {
  const more = {
    id: `prop_${missing}`,
    is_kinde_property: true,
    is_built_in: true,
    environment_id: missing,
    deleted_at: 1,
  }
  const { id } = (await calls.post('/properties', aProperty('mass', more))).body.property
  await calls.put(`/properties/${id}`, { ...change, ...more, context: 'org' })
  expect((await all('&context=usr')).find((one) => one.key === 'mass')).toMatchObject({ id, is_kinde_property: false })
})
