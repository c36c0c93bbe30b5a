import { expect, test } from 'vitest'
import { anApplication, exchange, signUp } from '../oauth.ts'
import { startServer } from '../server.ts'

const server = await startServer()
const client = await anApplication(server)

const cut = () =>
  server.query(`select pg_terminate_backend(pid) from pg_stat_activity
    where datname = current_database() and application_name = 'gatehouse'`)

test('REL-06 connections cut by the database under load cost requests, never the process', async () => {
  const signedUp = await signUp(server, client, 'outage@example.com')
  const requests = Array.from({ length: 60 }, async (_unused, index) => {
    if (index % 20 === 10) await cut()
    return (await server.request('/health/ready')).status
  })
  expect((await Promise.all(requests)).every((status) => status === 200 || status === 503)).toBe(true)
  expect([200, 503]).toContain((await exchange(server, client, signedUp)).status)
})

test('REL-06 after the database is back everything works as before', async () => {
  await cut()
  await expect.poll(async () => (await server.request('/health/ready')).status).toBe(200)
  const signedUp = await signUp(server, client, 'back@example.com')
  expect((await exchange(server, client, signedUp)).status).toBe(200)
})
