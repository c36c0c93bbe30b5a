import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import {
  anApplication,
  exchange,
  postForm,
  refresh,
  signUp,
  type SignedIn,
  type TestClient,
  type Tokens,
} from '../oauth.ts'
import type { TestServer } from '../server.ts'
import { queryOnce } from '../start/databases.ts'
import { temporaryFolder } from '../start/folders.ts'
import { gone } from '../start/processes.ts'
import { freePort, startServerProcess } from '../start/server-process.ts'

const SIGN_INS = 100
const AT_ONCE = 10
/** How many people have tokens when the kill comes. */
const KILL_AFTER = 30

/** The progress of one person: what the server acknowledged, and what was under way when it died. */
interface Progress {
  signedIn?: SignedIn
  isExchanging?: boolean
  tokens?: Tokens
  isRefreshing?: boolean
  refreshed?: Tokens
}

async function goThrough(server: TestServer, client: TestClient, email: string, progress: Progress): Promise<void> {
  const signedIn = (progress.signedIn = await signUp(server, client, email))
  progress.isExchanging = true
  const tokens = (progress.tokens = await tokensIn(await exchange(server, client, signedIn)))
  progress.isRefreshing = true
  progress.refreshed = await tokensIn(await refresh(server, client, tokens.refresh_token))
}

async function tokensIn(response: Response): Promise<Tokens> {
  const body = (await response.json()) as Tokens
  if (!response.ok) throw new Error(JSON.stringify(body))
  return body
}

/** Sends a hundred people through, and ends the server while they are on their way. */
async function killInTheMiddle(server: TestServer, client: TestClient, kill: () => void): Promise<Progress[]> {
  const people = Array.from({ length: SIGN_INS }, (): Progress => ({}))
  const waiting = people.entries()
  let isKilled = false
  const walk = async () => {
    for (const [index, progress] of waiting) {
      // Failures after the kill are expected here.
      await goThrough(server, client, `person-${String(index)}@example.com`, progress).catch((error: unknown) => {
        if (!isKilled) throw error
      })
      if (isKilled || people.filter(({ tokens }) => tokens).length < KILL_AFTER) continue
      isKilled = true
      kill()
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, walk))
  return people
}

async function aServer(folder: string, port: string) {
  const running = await startServerProcess(folder, { PORT: port })
  await running.line(/listening/)
  const firstRun: unknown = JSON.parse(readFileSync(join(folder, 'first-run.json'), 'utf8'))
  const request: TestServer['request'] = (path, init) =>
    fetch(new URL(path, running.origin), { redirect: 'manual', ...init })
  // The parts of the answer that these tests use.
  return { running, server: { origin: running.origin, firstRun, request } as TestServer }
}

const databaseOf = (folder: string) =>
  Number(readFileSync(join(folder, 'postgres', 'postmaster.pid'), 'utf8').split('\n')[0])

async function statusesOf(attempts: readonly (() => Promise<Response>)[]): Promise<number[]> {
  const statuses: number[] = []
  for (const attempt of attempts) statuses.push((await attempt()).status)
  return statuses
}

const isPresent = <T>(value: T | undefined): value is T => value !== undefined

test.each([
  ['the server', false],
  ['server and database', true],
])(
  'kill -9 of %s in the middle of a hundred sign-ins loses nothing and repeats nothing',
  async (_name, withDatabase) => {
    const folder = temporaryFolder()
    const port = String(await freePort())
    const first = await aServer(folder, port)
    const client = await anApplication(first.server, { settings: { refresh_grace_seconds: 0 } })
    const database = databaseOf(folder)
    const people = await killInTheMiddle(first.server, client, () => {
      first.running.kill('SIGKILL')
      if (withDatabase) process.kill(database, 'SIGKILL')
    })
    await gone(first.running.pid)
    const { server } = await aServer(folder, port)

    const acknowledged = people
      .map((one) => one.refreshed ?? (one.isRefreshing === true ? undefined : one.tokens))
      .filter(isPresent)
    const profiles = await statusesOf(
      acknowledged.map(
        (tokens) => () => postForm(server, '/oauth2/v2/user_profile', { access_token: tokens.access_token }),
      ),
    )
    const live = await statusesOf(acknowledged.map((tokens) => () => refresh(server, client, tokens.refresh_token)))
    expect([acknowledged.length >= KILL_AFTER - AT_ONCE, ...new Set([...profiles, ...live])]).toEqual([true, 200])

    const twice = await Promise.all(
      people.map(async ({ signedIn, tokens, isRefreshing, refreshed }) => {
        const rotated =
          isRefreshing === true && tokens ? await successes(() => refresh(server, client, tokens.refresh_token)) : 0
        const redeemed = signedIn ? await successes(() => exchange(server, client, signedIn)) : 0
        return [redeemed + (tokens ? 1 : 0), rotated + (refreshed ? 1 : 0)]
      }),
    )
    expect(Math.max(...twice.flat())).toBe(1)

    expect(await halves(folder)).toEqual([{ users: 0, identities: 0, unfinished: 0 }])
  },
)

/** How often it works when it is tried twice. */
async function successes(attempt: () => Promise<Response>): Promise<number> {
  return (await statusesOf([attempt, attempt])).filter((status) => status === 200).length
}

async function halves(folder: string) {
  const password = readFileSync(join(folder, 'postgres-password'), 'utf8').trim()
  const connection = { host: join(folder, 'socket'), port: 5432, user: 'gatehouse', password, database: 'gatehouse' }
  return queryOnce(
    connection,
    `select
       (select count(*)::int from users u where not exists (select from identities i where i.user_id = u.id)
          or not exists (select from memberships m where m.user_id = u.id)
          or not exists (select from events e where e.type = 'user.created' and e.subject = 'kp_' || replace(u.id::text, '-', ''))) as users,
       (select count(*)::int from identities i where not exists (select from users u where u.id = i.user_id)) as identities,
       (select count(*)::int from flows f where f.finished_at is not null and f.result_sealed is null) as unfinished`,
  )
}
