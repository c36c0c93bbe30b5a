import { expect, test } from 'vitest'
import { retentionJob } from './jobs.ts'
import { countAgainst } from '#platform/rate-limits'
import { queueMail } from '#platform/mail'
import { addJob } from '#platform/jobs'
import { contextOf } from '../../../test/context.ts'
import { anApplication, exchange, manage, refresh, signUp, type Tokens } from '../../../test/oauth.ts'
import { startServer } from '../../../test/server.ts'
import { startJobs } from '../../../test/worker.ts'

const server = await startServer()
const ctx = await contextOf(server)
const production = await contextOf(server, 'http://my-business.localhost:3000')
const aMail = { purpose: 'sign_in', subject: 's', text: 't', html: 'h' }
const DAY = 86_400

const runJob = () => retentionJob(server.opened.services)({}, { isLastTry: false, signal: AbortSignal.timeout(60_000) })
const monthsOf = async (table: string) =>
  (
    await server.query(`select inhrelid::regclass::text as name from pg_inherits where inhparent = $1::regclass`, [
      table,
    ])
  )
    .map((row) => row['name'])
    .filter((name) => name !== `${table}_default`)

test('ended rows are removed in every environment, and all others stay', async () => {
  for (const one of [ctx, production]) {
    await queueMail(one, { ...aMail, to: 'old@example.com' })
    await countAgainst(one.db, { bucket: 'old', windowSeconds: 60, now: one.clock() })
  }
  await server.advance(31 * DAY)
  await queueMail(ctx, { ...aMail, to: 'new@example.com' })
  await countAgainst(ctx.db, { bucket: 'new', windowSeconds: 60, now: ctx.clock() })
  await runJob()

  expect(await server.query('select recipient from mail_messages')).toEqual([{ recipient: 'new@example.com' }])
  expect(await server.query('select bucket from rate_limits')).toEqual([{ bucket: 'new' }])
})

test('months to come are made, and months that ended long ago are removed whole', async () => {
  const before = await monthsOf('flow_traces')
  await server.advance(400 * DAY)
  await runJob()
  const after = await monthsOf('flow_traces')

  expect(after).toHaveLength(3)
  expect(after.filter((month) => before.includes(month))).toEqual([])
})

test('sessions go when they have expired, and grants when nothing depends on them any more', async () => {
  await runJob()
  const client = await anApplication(server, { settings: { refresh_token_absolute_lifetime: 3 * 365 * DAY } })
  await manage(server, 'PATCH', `/api/v1/applications/${client.clientId}/tokens`, { refresh_token_lifetime: 365 * DAY })
  const sessions = () => server.query('select from sessions')
  const grantsOf = (email: string) =>
    server.query('select from grants g join identities i using (environment_id, user_id) where i.value = $1', [email])
  await exchange(server, client, await signUp(server, client, 'gone@example.com'))
  const used = await signUp(server, client, 'used@example.com', { scope: 'openid offline' })
  const tokens = (await (await exchange(server, client, used)).json()) as Tokens

  await server.advance(40 * DAY)
  await runJob()
  const early = [await sessions(), await grantsOf('gone@example.com')].map(({ length }) => length)
  await server.advance(260 * DAY)
  const refreshed = await refresh(server, client, tokens.refresh_token)
  await server.advance(200 * DAY)
  await runJob()
  // The months of its access tokens went with this run, the grant goes with the next.
  await runJob()
  const late = [await grantsOf('gone@example.com'), await grantsOf('used@example.com')].map(({ length }) => length)

  expect(refreshed.status).toBe(200)
  expect({ early, late }).toEqual({ early: [0, 1], late: [0, 1] })
})

test('events and audit are kept for good', async () => {
  expect((await monthsOf('events')).length).toBeGreaterThan(3)
  expect((await monthsOf('audit_entries')).length).toBeGreaterThan(3)
})

test('the worker has the job in its table', async () => {
  await startJobs(server)
  await addJob(ctx.db, 'remove_ended', {})

  await expect.poll(() => server.query('select * from graphile_worker.jobs')).toEqual([])
})
