import { expect, test } from 'vitest'
import type { BrowserSession } from '../browser-session.ts'
import { anApplication, authorizePath, exchange, pkce, refresh, signUp, type Tokens } from '../oauth.ts'
import { contextOf } from '../context.ts'
import { passGuard, peekGuard, type Guard } from '#platform/rate-limits'
import { startServer } from '../server.ts'

const server = await startServer()
const client = await anApplication(server)
const HOUR = 3_600

const tokensOf = async (signedIn: Parameters<typeof exchange>[2]) =>
  (await (await exchange(server, client, signedIn)).json()) as Tokens

async function silently(browser: BrowserSession, maxAge: number): Promise<string> {
  return browser.open(authorizePath(client, pkce(), { prompt: 'none', max_age: String(maxAge) }))
}

test('REL-09 after the clock was set back a sign-in from the future is not younger than max_age allows', async () => {
  const { browser } = await signUp(server, client, 'ahead@example.com')
  const before = await silently(browser, 600)
  await server.advance(-HOUR)
  const after = await silently(browser, 600)
  await server.advance(HOUR)

  expect(before).toContain('code=')
  expect(after).toContain('error=login_required')
})

test('REL-09 a lock does not last longer because the clock was set back', async () => {
  const ctx = await contextOf(server)
  const limit = { bucket: 'locked', most: 1, windowSeconds: 60, lockSeconds: 900, scope: 'everywhere' } as const
  const guard: Guard = { limits: [limit] }
  const where = () => ({ db: ctx.db, environmentId: ctx.environment.id, now: ctx.clock() })
  await passGuard(where(), guard)
  const locked = [(await passGuard(where(), guard)).outcome, await peekGuard(where(), guard)]
  await server.advance(-HOUR)
  const unlocked = [await peekGuard(where(), guard), (await passGuard(where(), guard)).outcome]
  const again = (await passGuard(where(), guard)).outcome
  await server.advance(HOUR)

  expect(locked).toEqual(['refused', expect.objectContaining({ scope: 'everywhere' })])
  expect(unlocked).toEqual([undefined, 'passed'])
  expect(again).toBe('refused')
})

test('REL-09 AS-29 a refresh token that was used stays used when the clock was set back', async () => {
  const first = await tokensOf(await signUp(server, client, 'grace@example.com'))
  await refresh(server, client, first.refresh_token)
  await server.advance(-HOUR)
  // The keys are read again with a clock that is earlier than the first of them.
  ;(await contextOf(server)).cache.drop('')
  const again = await refresh(server, client, first.refresh_token)
  await server.advance(HOUR)

  expect(again.status).toBe(400)
})
