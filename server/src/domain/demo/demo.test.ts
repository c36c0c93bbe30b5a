import { expect, test } from 'vitest'
import { contextOf } from '../../../test/context.ts'
import { api, PRODUCTION, refusal } from '../../../test/management.ts'
import { anOrganization, aUser } from '../../../test/organizations.ts'
import { startServer } from '../../../test/server.ts'
import { fillDevelopment } from '../../fill-development.ts'
import { fillDemo } from './fill-demo.ts'

const server = await startServer()
const calls = await api(server)
const { services } = server.opened
/** Fewer than an operator gets, so that the test is quick. */
const PEOPLE = 600

const count = async (statement: string) => Number(Object.values(Object((await server.query(statement))[0]))[0])
const activityOf = async () => (await calls.get('/activity')).body

test('the demo is never made in production', async () => {
  const production = await contextOf(server, PRODUCTION)
  await expect(fillDemo(production)).rejects.toMatchObject({ code: 'DEMO_NEEDS_DEVELOPMENT' })
})

test('a new development environment is filled once, with a past, and nobody in it has a password', async () => {
  expect(await fillDevelopment(services, PEOPLE)).toContain('600 users and 40 organizations')
  expect(await fillDevelopment(services, PEOPLE)).toContain('has its demo already')
  expect(await count('select count(*) from users')).toBe(PEOPLE)
  expect(await count('select count(*) from organizations where external_id is not null')).toBe(40)
  expect(await count('select count(*) from password_credentials')).toBe(0)
  expect(await count("select count(*) from identities where normalized not like '%.example'")).toBe(0)
  expect(await count("select count(*) from events where type = 'user.authenticated'")).toBeGreaterThan(1_000)
  expect(
    await count("select count(*) from events where occurred_at > now() or occurred_at < now() - interval '61 days'"),
  ).toBe(0)
  expect(await count('select count(distinct created_at::date) from users')).toBeGreaterThan(60)
  expect((await calls.get('/environment/demo')).body.demo).toEqual({ created_on: expect.any(String) })
  expect(JSON.stringify(await activityOf())).toMatch(/[1-9]/)
})

test('the demo is removed by one call, and what people made themselves stays', async () => {
  const mine = await anOrganization(calls, { name: 'Mine' })
  await aUser(calls, { email: 'mine@example.com', organization: mine })
  expect(await calls.delete('/environment/demo')).toMatchObject({ status: 200 })
  expect(await count('select count(*) from users')).toBe(1)
  expect(await count('select count(*) from organizations where external_id is not null')).toBe(0)
  expect(await count("select count(*) from events where type = 'user.authenticated'")).toBe(0)
  expect(await count('select count(*) from activity_days')).toBe(0)
  expect((await calls.get('/roles')).body.roles).toEqual([])
  expect((await calls.get('/feature_flags')).body.feature_flags).toEqual([])
  expect((await calls.get(`/organization?code=${mine}`)).body.name).toBe('Mine')
  expect((await calls.get('/environment/demo')).body.demo).toBe(null)
  expect(await calls.delete('/environment/demo')).toMatchObject(refusal(404, 'DEMO_NOT_FOUND'))
})

test('an environment that holds data is not filled', async () => {
  expect(await fillDevelopment(services, PEOPLE)).toContain('this one holds data')
  expect(await count('select count(*) from users')).toBe(1)
})
