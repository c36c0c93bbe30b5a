import { beforeAll, expect, test } from 'vitest'
import { contextOf } from '../../../test/context.ts'
import { openPlanner } from '../../../test/plans.ts'
import { startServer } from '../../../test/server.ts'
import { listEvents, type EventFilter } from '../events/views.ts'
import { listTraces, type TraceFilter } from './views.ts'

const server = await startServer()
const { environment } = await contextOf(server)
const { db, readInVainBy, ...planner } = await openPlanner(server, environment.id, environment.businessId)
const COUNT = 30_000

const uuid = (text: string) => `md5(${text})::uuid`

// Months of traces and events, a hundred of everything that they name; one in a thousand is refused.
beforeAll(async () => {
  const all = `generate_series(1, ${String(COUNT)}) n`
  const at = `date_trunc('month', now()) + n * interval '2 minutes'`
  for (const text of [
    `insert into flow_traces (environment_id, id, created_at, updated_at, kind, outcome, reason, application_id, user_id,
       organization_id, ip, user_agent, steps)
     select $1::uuid, gen_random_uuid(), ${at}, now(), 'sign_in', case when n % 1000 = 0 then 'refused' else 'succeeded' end,
       'r', ${uuid(`'a' || n % 100`)}, ${uuid(`'u' || n % 5000`)}, ${uuid(`'o' || n % 100`)}, '', '', '[]' from ${all}`,
    `insert into events (environment_id, id, occurred_at, type, actor, subject, organization_id, data, source)
     select $1::uuid, gen_random_uuid(), ${at}, 'type.' || n % 100, jsonb_build_object('type', 'user', 'id', 'kp_' || n % 5000),
       'kp_' || n % 5000, ${uuid(`'o' || n % 100`)}, '{}', 'user' from ${all}`,
    'analyze flow_traces',
    'analyze events',
  ])
    await server.query(text, text.includes('$1') ? [environment.id] : [])
})

const [user, application, organization] = await Promise.all(
  ['u7', 'a7', 'o7'].map(async (text) => String((await server.query(`select ${uuid(`'${text}'`)} as id`))[0]?.['id'])),
)
/** The tables that are read from end to end, aside from months without rows. */
async function scannedBy(work: () => Promise<unknown>): Promise<string[]> {
  const filled = await server.query('select relname as name from pg_class where reltuples > 0')
  const scanned = await planner.scannedBy(work)
  return scanned.filter((table) => filled.some(({ name }) => name === table))
}
const none = { since: undefined, until: undefined }
const noTraces: TraceFilter = {
  ...none,
  userId: undefined,
  applicationId: undefined,
  organizationId: undefined,
  sessionId: undefined,
  outcome: undefined,
  kind: undefined,
}
const noEvents: EventFilter = {
  ...none,
  types: [],
  subjects: [],
  organizationId: undefined,
  actorId: undefined,
  source: undefined,
}
const [middle] = await server.query(`select date_trunc('month', now()) + interval '20 days' as at`)
const place = { at: middle?.['at'] as Date, id: '00000000-0000-0000-0000-000000000000' }
const pages = [undefined, place].map((before) => ({ before, limit: 10 }))

test.each<[string, Partial<TraceFilter>]>([
  ['all', {}],
  ['a user', { userId: user }],
  ['an application', { applicationId: application }],
  ['an organization', { organizationId: organization }],
  ['refused ones', { outcome: 'refused' }],
  ['a time', { since: place.at }],
])('a page of traces of %s reads no table from end to end and nothing in vain', async (_what, filter) => {
  for (const page of pages) {
    const work = () => listTraces(db, { ...noTraces, ...filter }, page)
    expect(await scannedBy(work)).toEqual([])
    expect(await readInVainBy(work)).toBeLessThan(50)
  }
})

test.each<[string, Partial<EventFilter>]>([
  ['all', {}],
  ['a type', { types: ['type.7'] }],
  ['two types', { types: ['type.7', 'type.8'] }],
  ['a user', { subjects: ['kp_7'] }],
  ['an author', { actorId: 'kp_7' }],
  ['an organization', { organizationId: organization }],
])('a page of events of %s reads no table from end to end and nothing in vain', async (_what, filter) => {
  for (const page of pages) {
    const work = () => listEvents(db, { ...noEvents, ...filter }, page)
    expect(await scannedBy(work)).toEqual([])
    expect(await readInVainBy(work)).toBeLessThan(50)
  }
})

test('a filter that matches nothing looks at a limited part of the list, and its cursor goes on to the end', async () => {
  const filter = { ...noTraces, kind: 'device' as const }
  const first = await listTraces(db, filter, { before: undefined, limit: 10 })
  expect([first.rows, first.next === undefined]).toEqual([[], false])
  let { next } = first
  let pagesRead = 1
  for (; next && pagesRead < 10; pagesRead++) ({ next } = await listTraces(db, filter, { before: next, limit: 10 }))
  expect([next, pagesRead]).toEqual([undefined, 4])
})

test('pages of several types keep to the order of time and leave nothing out', async () => {
  const filter = { ...noEvents, types: ['type.7', 'type.8', 'type.9'], source: 'user' }
  const seen: Date[] = []
  let before: Awaited<ReturnType<typeof listEvents>>['next']
  do {
    const { rows, next } = await listEvents(db, filter, { before, limit: 250 })
    seen.push(...rows.map(({ listed_at: at }) => at))
    before = next
  } while (before)
  expect(seen).toHaveLength((3 * COUNT) / 100)
  expect(seen).toEqual(seen.toSorted((a, b) => b.getTime() - a.getTime()))
})
