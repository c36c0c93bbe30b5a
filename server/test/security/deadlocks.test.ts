import { randomBytes, randomUUID } from 'node:crypto'
import { digestOf } from '#platform/crypto'
import { expect, test, vi } from 'vitest'
import { anApplication, authorizePath, pkce, signUp, type TestClient } from '../oauth.ts'
import { contextOf } from '../context.ts'
import { api } from '../management.ts'
import { addMembers, anOrganization, aUser } from '../organizations.ts'
import { startServers } from '../processes.ts'

/** More rounds find more: `GATEHOUSE_DEADLOCK_ROUNDS=50`. */
const ROUNDS = Number(process.env['GATEHOUSE_DEADLOCK_ROUNDS'] ?? 1)
/** Number of simultaneous requests of each operation. */
const TIMES = 3

const { server, at, processes } = await startServers(2)
const all = await api(server)
const calls = [await api(at(0)), await api(at(1))] as const
const { environment, clock } = await contextOf(server)
const sessionCookie = await findSessionCookie()

interface World {
  readonly application: TestClient
  readonly organization: string
  readonly user: string
  readonly cookies: readonly string[]
}

/** The name under which a browser keeps its session. */
async function findSessionCookie(): Promise<string> {
  const { browser } = await signUp(server, await anApplication(server), 'first@example.com')
  const rows = await server.query('select token_digest from sessions')
  const digests = rows.map((row) => Buffer.from(row['token_digest'] as Buffer).toString('hex'))
  const found = [...browser.cookies].find(([, value]) => digests.includes(digestOf(value).toString('hex')))
  if (!found) throw new Error('no cookie of a session')
  return found[0]
}

/** A member of an organization who is signed in to one application by two browsers. */
async function aWorld(): Promise<World> {
  const application = await anApplication(server)
  const organization = await anOrganization(all)
  const user = await aUser(all)
  await addMembers(all, organization, user)
  return { application, organization, user, cookies: [await aSession(user), await aSession(user)] }
}

async function aSession(user: string): Promise<string> {
  const token = randomBytes(32).toString('base64url')
  await server.query(
    `insert into sessions (environment_id, id, token_digest, user_id, issuer, method, amr, authenticated_at, last_active_at,
       created_at, expires_at)
     values ($1, $2, $3, $4::uuid, $5, 'email:code', '{otp}', $6, $6, $6, $6::timestamptz + interval '1 day')`,
    [environment.id, randomUUID(), digestOf(token), user.slice(3), server.origin, clock()],
  )
  return `${sessionCookie}=${token}`
}

type Act = (world: World, index: number) => Promise<{ readonly status: number }>

const through = (index: number) => calls[index % 2 === 0 ? 0 : 1]
const withCookie = ({ cookies }: World, index: number, path: string) =>
  at(index).request(path, { headers: { cookie: cookies[index % cookies.length] ?? '' } })

const OPERATIONS: Readonly<Record<string, Act>> = {
  'a silent sign-in': (world, index) => {
    const more = { prompt: 'none', org_code: world.organization }
    return withCookie(world, index, authorizePath(world.application, pkce(), more))
  },
  'a sign-out': (world, index) => withCookie(world, index, '/logout'),
  'a suspension': ({ user }, index) => through(index).patch(`/user?id=${user}`, { is_suspended: true }),
  'a deletion for good': ({ user }, index) => through(index).delete(`/user?id=${user}&is_delete_profile=true`),
  'a deletion that keeps the profile': ({ user }, index) => through(index).delete(`/user?id=${user}`),
  'an end of a membership': ({ organization, user }, index) =>
    through(index).delete(`/organizations/${organization}/users/${user}`),
  'a new membership': ({ organization, user }, index) => addMembers(through(index), organization, user),
  'a suspension of the organization': ({ organization }, index) =>
    through(index).patch(`/organization/${organization}`, { is_suspended: true }),
  'a deletion of the organization': ({ organization }, index) => through(index).delete(`/organization/${organization}`),
  'a change of the application': ({ application }, index) =>
    through(index).patch(`/applications/${application.clientId}`, { name: `Shop ${String(index)}` }),
  'a deletion of the application': ({ application }, index) =>
    through(index).delete(`/applications/${application.clientId}`),
}

const names = Object.keys(OPERATIONS)
const pairs = names.flatMap((one, from) => names.slice(from).map((other): [string, string] => [one, other]))

/** Returns what is still live and should have ended. */
async function outlivers({ user, organization }: World): Promise<unknown[]> {
  return server.query(
    `select g.id from grants g
       left join sessions s on s.id = g.session_id
       left join users u on u.id = g.user_id
       left join organizations o on o.id = g.organization_id
     where g.user_id = $1::uuid and g.revoked_at is null
       and (s.revoked_at is not null or u.is_suspended or o.suspended_at is not null
         or not exists (select from identities i where i.user_id = g.user_id)
         or not exists (select from memberships m where m.user_id = g.user_id and m.organization_id = g.organization_id))
     union all
     select s.id from sessions s join users u on u.id = s.user_id
     where s.user_id = $1::uuid and s.revoked_at is null
       and (u.is_suspended or not exists (select from identities i where i.user_id = u.id))
     union all
     select m.user_id from memberships m left join organizations o on o.id = m.organization_id
     where m.user_id = $1::uuid and $2 <> '' and o.id is null`,
    [user.slice(3), organization],
  )
}

async function meet([one, other]: readonly [string, string]): Promise<void> {
  const world = await aWorld()
  const act = async (name: string, index: number) => (await OPERATIONS[name]?.(world, index))?.status ?? 0
  const acts = Array.from({ length: TIMES }, (_, index) => [act(one, index), act(other, index + 1)])
  const statuses = await Promise.all(acts.flat())
  const refused = statuses.filter((status) => status >= 500)
  expect({ one, other, refused, left: await outlivers(world) }).toEqual({ one, other, refused: [], left: [] })
}

test(
  'AS-30 AS-33 ATO-16 ATO-42 simultaneous operations at two processes are never refused, and every ending is in force',
  async () => {
    for (let round = 0; round < ROUNDS; round += 1) for (const pair of pairs) await meet(pair)
  },
  60_000 * ROUNDS,
)

test('AS-30 a reset succeeds during endless silent sign-ins', async () => {
  const world = await aWorld()
  const loops = Array.from({ length: 12 }, async (_unused, index) => {
    for (let times = 0; times < 4; times += 1) await OPERATIONS['a silent sign-in']?.(world, index)
  })
  const hashed = { hashed_password: '482c811da5d5b4bc6d497ffa98491e38', hashing_method: 'md5' }
  const resets = Array.from({ length: 6 }, (_unused, index) =>
    through(index).put(`/users/${world.user}/password`, hashed),
  )
  const statuses = (await Promise.all(resets)).map(({ status }) => status)
  await Promise.all(loops)

  expect(statuses).toEqual(statuses.map(() => 200))
  expect(await outlivers(world)).toEqual([])
})

test('AS-30 none of this caused a deadlock', async () => {
  // Each backend reports its counts when it ends, at the latest.
  for (const one of processes) one.kill('SIGTERM')
  await Promise.all(processes.map((one) => one.ended))
  const ofServers = `from pg_stat_activity where datname = current_database() and application_name = 'gatehouse'`
  const ended = await server.query(`select pid, pg_terminate_backend(pid) ${ofServers}`)
  const pids = ended.map(({ pid }) => pid)
  const left = () => server.query(`select pid ${ofServers} and pid = any($1)`, [pids])
  await vi.waitUntil(async () => (await left()).length === 0, { timeout: 20_000 })
  const [row] = await server.query('select deadlocks::int from pg_stat_database where datname = current_database()')

  expect(row).toEqual({ deadlocks: 0 })
})
