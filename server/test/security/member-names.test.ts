import { expect, test } from 'vitest'
import { anApi, aPermission, api, aRole, refusal } from '../management.ts'
import { startServer } from '../server.ts'

const server = await startServer()
const calls = await api(server)
const { id: apiId } = await anApi(calls, { audience: 'https://names.example' })
const category = (await calls.post('/property_categories', { name: 'Facts', context: 'usr' })).body.category.id
const role = await aRole(calls, 'renamed')
const permission = await aPermission(calls, 'renamed')

const flag = { name: 'Flag', type: 'str', default_value: 'a', allow_override_level: 'usr' }
const property = { name: 'Town', type: 'single_line_text', context: 'usr', is_private: false, category_id: category }

const MAKERS: readonly [what: string, make: (key: string) => ReturnType<typeof calls.post>][] = [
  ['a feature flag', (key) => calls.post('/feature_flags', { ...flag, key })],
  ['a property', (key) => calls.post('/properties', { ...property, key })],
  ['a role', (key) => calls.post('/roles', { key, name: 'Role' })],
  ['a role that is changed', (key) => calls.patch(`/roles/${role}`, { key, name: 'Role' })],
  ['a permission', (key) => calls.post('/permissions', { key, name: 'Permission' })],
  ['a permission that is changed', (key) => calls.patch(`/permissions/${permission}`, { key, name: 'Permission' })],
  ['a scope', (key) => calls.post(`/apis/${apiId}/scopes`, { key })],
  ['an environment variable', (key) => calls.post('/environment_variables', { key, value: 'a' })],
]

test.each(
  MAKERS.flatMap(([what, make]) => ['__proto__', 'constructor', 'prototype'].map((key) => ({ what, key, make }))),
)('ATO-40 $what cannot be named $key, which is unsafe as a member name', async ({ key, make }) => {
  expect(await make(key)).toMatchObject(refusal(400, 'INVALID_BODY'))
})

test.each(MAKERS)('%s may have a name that only looks alike', async (what, make) => {
  expect((await make(`proto_${what.replaceAll(' ', '_')}`)).status).toBeLessThan(300)
})
