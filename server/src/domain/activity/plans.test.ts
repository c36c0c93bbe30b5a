import { beforeAll, expect, test } from 'vitest'
import { contextOf } from '../../../test/context.ts'
import { openPlanner } from '../../../test/plans.ts'
import { startServer } from '../../../test/server.ts'
import { countActivity } from './count-activity.ts'
import { readCounts } from './queries.ts'

const server = await startServer()
const ctx = await contextOf(server)
const { db, scannedBy, readInVainBy } = await openPlanner(server, ctx.environment.id, ctx.environment.businessId)

// A year of sign-ins of a thousand people.
beforeAll(async () => {
  const { id } = ctx.environment
  await server.query(
    `insert into users (environment_id, id, profile_updated_at, claims_changed_at, created_at)
     select $1, md5(n::text)::uuid, now(), now(), now() from generate_series(0, 999) n`,
    [id],
  )
  await server.query(
    `insert into events (environment_id, id, occurred_at, type, actor, subject, data, source)
     select $1, gen_random_uuid(), now() - n * interval '9 minutes' - interval '1 hour', 'user.authenticated', '{}',
       'kp_' || md5((n % 1000)::text), '{"method": "email:code"}', 'user' from generate_series(1, 50000) n`,
    [id],
  )
  await countActivity(ctx)
  await server.query('analyze')
})

test('a read of a year reads no event that is counted already', async () => {
  const to = ctx.clock().toISOString().slice(0, 10)
  const from = new Date(ctx.clock().getTime() - 365 * 86_400_000).toISOString().slice(0, 10)
  const rows = await readCounts(db, { from, to })
  const work = () => readCounts(db, { from, to })

  expect(rows.find(({ measure }) => measure === 'distinct')?.count).toBe(1_000)
  expect(rows.reduce((sum, { measure, count }) => (measure === 'sign_in' ? sum + count : sum), 0)).toBe(50_000)
  expect((await scannedBy(work)).filter((table) => table === 'events_default')).toEqual([])
  // The query reads the counts of the requested days, a few for each day.
  expect(await readInVainBy(work)).toBeLessThan(5_000)
})
