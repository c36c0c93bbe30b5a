import { expect, test } from 'vitest'
import { isOfLaterFeature } from '../../../test/contract/accepted.ts'
import { watchChanges } from '../../../test/contract/changes.ts'
import { readPublished } from '../../../test/contract/compare.ts'
import { resolve, type Document, type Operation, type Schema } from '../../../test/contract/operations.ts'
import { PLAN } from '../../../test/contract/steps.ts'
import { callOver, parametersOf, pathOf, walk } from '../../../test/contract/walk.ts'
import { api, refusal } from '../../../test/management.ts'
import { startServer } from '../../../test/server.ts'

const server = await startServer()
const calls = await api(server)
const document = (await (await server.request('/api/openapi.json')).json()) as Document
const published = readPublished()
const isPublished = (operation: string) => published.some((one) => one.operation === operation)
const isHere = (operation: string) => published.some((one) => one.operation === operation && !isOfLaterFeature(one))
const callNow = callOver(calls)
/** One object of each kind, created by bodies with an unknown field. */
const { world, failed } = await walk({
  tag: 'fields',
  isIncluded: (operation) => !operation.startsWith('delete') && isHere(operation),
  call: (one) => callNow({ ...one, ...(isJson(one.body) ? { body: { ...one.body, field_unknown: 1 } } : {}) }),
})
const changes = await watchChanges(server)

interface BodyOperation {
  readonly operation: string
  readonly schema: Schema
  readonly fixed: readonly string[]
}

const bodied = Object.entries(document.paths).flatMap(([path, item]) =>
  Object.entries(item).flatMap(([method, one]): BodyOperation[] => {
    const schema = one && bodyOf(one)
    return schema
      ? [{ operation: `${method} ${path.replace('/api/v1', '')}`, schema, fixed: one['x-fixed-fields'] ?? [] }]
      : []
  }),
)
const withFixed = bodied.filter(({ fixed }) => fixed.length > 0)

function bodyOf({ requestBody }: Operation): Schema | undefined {
  const schema = requestBody?.content?.['application/json']?.schema
  // Files are sent as they are.
  return schema?.['format'] === 'binary' ? undefined : schema && resolve(document, schema)
}

function send(operation: string, body: object) {
  const planned = PLAN.find((one) => one.operation === operation)?.request(world) ?? {}
  const method = operation.split(' ')[0]?.toUpperCase() ?? ''
  const path = pathOf({ operation, parameters: parametersOf(operation, world), query: planned.query ?? {} })
  return calls.send(method, path, { ...(planned.body as object | undefined), ...body })
}

/** Returns the objects that name their fields and accept others as well, by their place. */
function openObjects(schema: Schema, place = 'body'): string[] {
  const one = resolve(document, schema)
  const inner = Object.entries(one.properties ?? {}).flatMap(([name, each]) => openObjects(each, `${place}.${name}`))
  const items = one.items ? openObjects(one.items, `${place}[]`) : []
  const isOpen = one.properties !== undefined && one.additionalProperties !== false
  return [...(isOpen ? [place] : []), ...inner, ...items]
}

/** Returns false for a form, which carries a file. */
function isJson(body: unknown): body is object {
  return typeof body === 'object' && body !== null && !('logo' in body)
}

test('published operations accept unknown fields, which clients of other versions send', () => {
  expect(failed).toEqual([])
})

test('the test covers operations on objects with fixed fields', () => {
  expect(withFixed.length).toBeGreaterThan(10)
})

test.each(bodied.filter(({ operation }) => !isPublished(operation)))(
  'an operation of our own refuses fields that it does not know: $operation',
  async ({ operation, schema }) => {
    expect(openObjects(schema)).toEqual([])
    await changes()
    const answer = await send(operation, { field_unknown: 1 })
    expect(answer.status).toBe(400)
    expect(JSON.stringify(answer.body)).toContain(String.raw`Unrecognized key: \"field_unknown\"`)
    expect(await changes()).toEqual([])
  },
)

test.each(withFixed.flatMap(({ operation, fixed }) => fixed.map((field) => ({ operation, field }))))(
  'a change of a fixed field is refused with the reason: $operation $field',
  async ({ operation, field }) => {
    await changes()
    const answer = await send(operation, { [field]: 'another' })
    expect(answer).toMatchObject(refusal(400, 'FIELD_CANNOT_CHANGE'))
    expect(JSON.stringify(answer.body)).toContain(field)
    expect(await changes()).toEqual([])
  },
)

test.each(withFixed)('clients may write fixed fields as null or empty: $operation', async ({ operation }) => {
  const { fixed } = withFixed.find((one) => one.operation === operation) ?? { fixed: [] }
  // An object that exists already is refused for that alone.
  for (const nothing of [null, '']) {
    const answer = await send(operation, Object.fromEntries(fixed.map((field) => [field, nothing])))
    expect(JSON.stringify(answer.body)).not.toContain('FIELD_CANNOT_CHANGE')
  }
})

const at = (name: string) => String(world[name])
const one = (list: readonly { readonly id: string }[], id: string) => list.find((each) => each.id === id)

test.each([
  [
    'patch /applications/{application_id}',
    async () => (await calls.get(`/applications/${at('application_id')}`)).body.application,
  ],
  ['patch /user', async () => (await calls.get(`/user?id=${at('user_id')}`)).body],
  ['patch /identities/{identity_id}', async () => (await calls.get(`/identities/${at('identity_id')}`)).body],
  ['patch /roles/{role_id}', async () => (await calls.get(`/roles/${at('role_id')}`)).body.role],
  [
    'patch /permissions/{permission_id}',
    async () => one((await calls.get('/permissions?page_size=500')).body.permissions, at('permission_id')),
  ],
  [
    'patch /apis/{api_id}/scopes/{scope_id}',
    async () => (await calls.get(`/apis/${at('api_id')}/scopes/${at('scope_id')}`)).body.scope,
  ],
  [
    'put /properties/{property_id}',
    async () => ({
      ...one((await calls.get('/properties?page_size=500')).body.properties, at('property_id')),
      type: 'single_line_text',
      context: 'usr',
    }),
  ],
  ['put /property_categories/{category_id}', async () => ({ id: at('category_id'), name: 'Likes', context: 'usr' })],
  [
    'patch /environment_variables/{variable_id}',
    async () => (await calls.get(`/environment_variables/${at('variable_id')}`)).body.environment_variable,
  ],
  ['patch /organization/{org_code}', async () => ({ code: at('org_code'), is_default: false, name: 'Acme Ltd' })],
  ['patch /business', async () => (await calls.get('/business')).body.business],
  [
    'patch /environment/feature_flags/{feature_flag_key}',
    async () => ({ key: 'flag_fields', type: 'str', value: 'z' }),
  ],
])('clients may send back the whole object as it was read: %s', async (operation, read) => {
  const whole = await read()
  const { fixed = [] } = withFixed.find((each) => each.operation === operation) ?? {}
  expect(fixed.some((field) => field in whole)).toBe(true)
  const answer = await send(operation, whole)
  expect(answer.body).not.toHaveProperty('errors')
  expect(answer.status).toBeLessThan(300)
})

test('an application stays in its organization', async () => {
  const body = { name: 'Batch', type: 'm2m', org_code: at('org_code') }
  const { application } = (await calls.post('/applications', body)).body
  expect((await calls.patch(`/applications/${application.id}`, body)).status).toBe(200)
  const moved = await calls.patch(`/applications/${application.id}`, { org_code: 'org_00000000000' })
  expect(moved).toMatchObject(refusal(400, 'FIELD_CANNOT_CHANGE'))
})
