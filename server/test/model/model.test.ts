import { afterAll, expect, test, vi } from 'vitest'
import { BrowserSession } from '../browser-session.ts'
import { anApplication, claimsOf, manage } from '../oauth.ts'
import { startServers } from '../processes.ts'
import { anAccount, PASSWORD } from '../security/builders.ts'
import { authorize, authorizeWhileSigningOut, signOut } from './authorize-steps.ts'
import { exchangeTwice, refreshTwice } from './race-steps.ts'
import { numberFrom, seededRandom } from '../random.ts'
import { ask, exchange, lookAtRefreshToken, refresh, revoke, useAccessToken } from './token-steps.ts'
import { nowOf, Unsure, type ModelClient, type World } from './world.ts'

const STEPS = numberFrom('GATEHOUSE_MODEL_STEPS', 700)
const SEED = numberFrom('GATEHOUSE_MODEL_SEED', 20_261_121)
/** A long run needs more time than any fixed limit; this one still ends a hang. */
const LIMIT_MS = 60_000 + STEPS * 400

const { server, at, processes } = await startServers(2)
await manage(server, 'PATCH', '/api/v1/environment/settings', { lockout_attempts: 100 })

interface Kind {
  readonly name: string
  readonly type: 'spa' | 'reg'
  readonly graceSeconds: number
  readonly accessSeconds: number
  readonly refreshSeconds: number
  readonly idleSeconds: number
}

async function aClient({ type, ...kind }: Kind): Promise<ModelClient> {
  const { graceSeconds, accessSeconds, refreshSeconds, idleSeconds, name } = kind
  const settings = { email_method: 'email:password', refresh_grace_seconds: graceSeconds }
  const client = await anApplication(server, { type, redirectUri: `https://${name}.example.com/cb`, settings })
  const urls = [`https://${name}.example.com/bye`]
  await manage(server, 'POST', `/api/v1/applications/${client.clientId}/auth_logout_urls`, { urls })
  await manage(server, 'PATCH', `/api/v1/applications/${client.clientId}/tokens`, {
    access_token_lifetime: accessSeconds,
    refresh_token_lifetime: refreshSeconds,
    authenticated_session_lifetime: idleSeconds,
  })
  return { ...client, ...kind, absoluteSeconds: 31_536_000 }
}

const world: World = {
  server,
  at,
  random: seededRandom(SEED),
  clients: await Promise.all([
    aClient({
      name: 'spa',
      type: 'spa',
      graceSeconds: 30,
      accessSeconds: 600,
      refreshSeconds: 3_600,
      idleSeconds: 7_200,
    }),
    aClient({
      name: 'strict',
      type: 'spa',
      graceSeconds: 0,
      accessSeconds: 300,
      refreshSeconds: 7_200,
      idleSeconds: 900,
    }),
    aClient({
      name: 'web',
      type: 'reg',
      graceSeconds: 60,
      accessSeconds: 3_600,
      refreshSeconds: 86_400,
      idleSeconds: 86_400,
    }),
    aClient({
      name: 'bank',
      type: 'reg',
      graceSeconds: 0,
      accessSeconds: 900,
      refreshSeconds: 1_800,
      idleSeconds: 3_600,
    }),
  ]),
  users: ['ada@example.com', 'grace@example.com', 'edsger@example.com'],
  browsers: ['laptop', 'phone', 'tablet'].map((name) => ({
    name,
    browser: new BrowserSession(server),
    session: undefined,
  })),
  grants: [],
  codes: [],
  refreshTokens: [],
  accessTokens: [],
  offsetSeconds: 0,
  log: [],
}
for (const email of world.users) await anAccount(server, { email, password: PASSWORD })

/** Moves the clock of both processes, by a notification. */
async function wait(): Promise<void> {
  const seconds = world.random.pick([10, 20, 20, 40, 75, 75, 400, 400, 1_000, 4_000, 100_000])
  world.log.push(`${String(seconds)} seconds pass`)
  await server.advance(seconds)
  world.offsetSeconds += seconds
  const { client_id, client_secret, audience } = server.firstRun.management
  const fields = { grant_type: 'client_credentials', client_id, client_secret, audience }
  const clockOf = async (process: number) =>
    claimsOf((await ask(world, fields, process)).body.access_token)['iat'] as number
  for (const process of [0, 1]) {
    await vi.waitUntil(async () => Math.abs((await clockOf(process)) - nowOf(world)) < 5, { timeout: 20_000 })
  }
}

const STEP_WEIGHTS: readonly (readonly [(world: World) => Promise<void>, number])[] = [
  [authorize, 22],
  [exchange, 22],
  [refresh, 30],
  [useAccessToken, 12],
  [lookAtRefreshToken, 4],
  [revoke, 4],
  [signOut, 3],
  [authorizeWhileSigningOut, 1],
  [exchangeTwice, 2],
  [refreshTwice, 3],
  [wait, 3],
]
const STEPS_BY_WEIGHT = STEP_WEIGHTS.flatMap(([step, weight]) => Array.from({ length: weight }, () => step))

/** Takes one step, or none if the model cannot tell the right result. */
async function takeStep(): Promise<boolean> {
  try {
    await world.random.pick(STEPS_BY_WEIGHT)(world)
    return true
  } catch (error) {
    if (error instanceof Unsure) return false
    throw error
  }
}

test(
  `AS-08 AS-29 AS-30 ATO-21 ATO-27 ${String(STEPS)} steps of several clients at two processes agree with the model`,
  async () => {
    let steps = 0
    try {
      while (steps < STEPS) {
        steps += (await takeStep()) ? 1 : 0
      }
    } catch (error) {
      const last = world.log.slice(-60).join('\n')
      throw new Error(`seed ${String(SEED)}, step ${String(steps)}\n${last}`, { cause: error })
    }
    expect(world.refreshTokens.length).toBeGreaterThan(STEPS / 50)
  },
  LIMIT_MS,
)

test('none of this logged a warning', () => {
  expect(processes.flatMap(({ lines }) => lines).filter((line) => line.startsWith('{'))).toEqual([])
})

afterAll(() => {
  if (STEPS > 1_000) console.info(`${String(STEPS)} steps from seed ${String(SEED)}: ${summary()}`)
})

function summary(): string {
  const { grants, codes, refreshTokens, accessTokens } = world
  const revoked = grants.filter(({ isRevoked }) => isRevoked).length
  const numbers = { grants, codes, refreshTokens, accessTokens }
  const counted = Object.entries(numbers).map(([name, { length }]) => `${String(length)} ${name}`)
  return `${counted.join(', ')}, ${String(revoked)} grants revoked, ${String(world.offsetSeconds)} seconds passed`
}
