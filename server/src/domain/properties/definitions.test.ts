import { expect, test } from 'vitest'
import { api, PRODUCTION, refusal } from '../../../test/management.ts'
import { anOrganization, aUser } from '../../../test/organizations.ts'
import { startServer } from '../../../test/server.ts'
import { startJobs } from '../../../test/worker.ts'

const server = await startServer()
const calls = await api(server)
const production = await api(server, { origin: PRODUCTION })

async function aCategory(name: string, { context = 'usr', by = calls } = {}): Promise<string> {
  const { body } = await by.post('/property_categories', { name, context })
  if (!body.category) throw new Error(JSON.stringify(body))
  return body.category.id
}

async function aProperty(key: string, fields: Readonly<Record<string, unknown>>): Promise<string> {
  const property = { name: key, key, type: 'single_line_text', context: 'usr', is_private: true, ...fields }
  const { body } = await calls.post('/properties', property)
  if (!body.property) throw new Error(JSON.stringify(body))
  return body.property.id
}

test('a property is read with its type, context and category, and with the number of its values', async () => {
  const category = await aCategory('Plans')
  const id = await aProperty('plan', { type: 'multi_line_text', category_id: category })
  const user = await aUser(calls)
  const read = async () => (await calls.get(`/properties/${id}`)).body.property
  const definition = { type: 'multi_line_text', context: 'usr', category_id: category }
  expect(await read()).toEqual({
    id,
    key: 'plan',
    name: 'plan',
    description: '',
    is_private: true,
    is_kinde_property: false,
    ...definition,
    values: 0,
  })
  await calls.put(`/users/${user}/properties/plan?value=pro`)
  expect((await read()).values).toBe(1)
  const listed = (await calls.get('/properties?context=usr&page_size=500&expand=definition')).body.properties
  expect(listed.find((one: { key: string }) => one.key === 'plan')).toMatchObject(definition)
  expect(await production.get(`/properties/${id}`)).toMatchObject(refusal(404, 'PROPERTY_NOT_FOUND'))
})

test('values of organizations are counted with the property of organizations', async () => {
  const id = await aProperty('region', { context: 'org', category_id: await aCategory('Places', { context: 'org' }) })
  const code = await anOrganization(calls)
  await calls.put(`/organizations/${code}/properties/region?value=north`)
  expect((await calls.get(`/properties/${id}`)).body.property.values).toBe(1)
})

test('a category is deleted once no property is in it', async () => {
  await startJobs(server)
  const category = await aCategory('Short')
  const id = await aProperty('short', { category_id: category })
  expect(await calls.delete(`/property_categories/${category}`)).toMatchObject(refusal(409, 'PROPERTY_CATEGORY_IN_USE'))
  await calls.delete(`/properties/${id}`)
  const removed = async () => (await server.query('select from properties where key = $1', ['short'])).length
  await expect.poll(removed).toBe(0)
  expect((await calls.delete(`/property_categories/${category}`)).status).toBe(200)
  expect(await calls.delete(`/property_categories/${category}`)).toMatchObject(
    refusal(404, 'PROPERTY_CATEGORY_NOT_FOUND'),
  )
  const events = await server.query(`select data from events where type = 'property_category.deleted'`)
  expect(events).toMatchObject([{ data: { property_category: { id: category, name: 'Short', context: 'usr' } } }])
})

test('a category with built-in properties stays, and one of another environment is not found (ATO-11)', async () => {
  const { categories } = (await calls.get('/property_categories?page_size=100&context=usr')).body
  const profile = categories.find((one: { name: string }) => one.name === 'Profile')
  expect(await calls.delete(`/property_categories/${String(profile.id)}`)).toMatchObject(
    refusal(409, 'PROPERTY_CATEGORY_IN_USE'),
  )
  const theirs = await aCategory('Theirs', { by: production })
  expect(await calls.delete(`/property_categories/${theirs}`)).toMatchObject(
    refusal(404, 'PROPERTY_CATEGORY_NOT_FOUND'),
  )
})

test('of a property that is created while its category is deleted, one of both is refused', async () => {
  for (let round = 0; round < 8; round++) {
    const category = await aCategory(`Race ${String(round)}`)
    const property = {
      name: 'Race',
      key: `race${String(round)}`,
      type: 'single_line_text',
      context: 'usr',
      is_private: true,
      category_id: category,
    }
    const answers = await Promise.all([
      calls.post('/properties', property),
      calls.delete(`/property_categories/${category}`),
    ])
    expect(['201 409', '404 200']).toContain(answers.map(({ status }) => status).join(' '))
  }
})
