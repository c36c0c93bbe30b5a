import { addSeconds } from '#platform/clock'
import type { Context } from '#platform/context'
import { announceChange } from '#platform/db'
import { Conflict } from '#platform/errors'
import type { Author } from '#platform/outbox'
import { recordSigningKeyEvent } from './events.ts'
import { generateSigningKey } from './generate-signing-key.ts'
import { erasePrivateKeys, insertSigningKey, listSigningKeys, lockSigningKeys } from './queries.ts'
import { keyRingCacheKey, PUBLISHED_AHEAD_SECONDS, standingOf, type SigningKey } from './signing-key.ts'

type Dependencies = Pick<Context, 'db' | 'clock' | 'cache' | 'sealer'> & {
  readonly environment: Pick<Context['environment'], 'id'>
}

/**
 * Makes the next key of the environment. It is published at once and signs an hour later, when every verifier that
 * honours the life of our key set has it; the present one stays published until all it signed has expired (AS-45).
 *
 * @throws {Conflict} `SIGNING_KEY_ROTATION_PENDING`: the next key is waiting already
 */
export async function rotateSigningKey(ctx: Dependencies, author: Author): Promise<SigningKey> {
  const { environment } = ctx
  checkNoneWaiting(await listSigningKeys(ctx.db), ctx.clock())
  const made = await generateSigningKey(ctx.sealer)
  const key = await ctx.db.transaction().execute(async (db) => {
    await lockSigningKeys(db)
    const now = ctx.clock()
    const keys = await listSigningKeys(db)
    checkNoneWaiting(keys, now)
    const added = {
      ...made,
      generation: (keys[0]?.generation ?? 0) + 1,
      createdAt: now,
      activatesAt: addSeconds(now, PUBLISHED_AHEAD_SECONDS),
      revokedAt: undefined,
      longestLifetimeSeconds: 0,
    }
    await insertSigningKey(db, added)
    const spent = keys.filter((one) => standingOf(one, keys, now).state !== 'current')
    await erasePrivateKeys(
      db,
      spent.map(({ id }) => id),
    )
    const event = { type: 'signing_key.rotated', key: added, occurredAt: now, author } as const
    await recordSigningKeyEvent(db, event)
    await announceChange(db, keyRingCacheKey(environment.id))
    return added
  })
  ctx.cache.drop(keyRingCacheKey(environment.id))
  return key
}

function checkNoneWaiting(keys: readonly SigningKey[], now: Date): void {
  const waiting = keys.find((key) => standingOf(key, keys, now).state === 'next')
  if (!waiting) return
  throw new Conflict(
    'SIGNING_KEY_ROTATION_PENDING',
    `The next key signs from ${waiting.activatesAt.toISOString()} on; rotate again after that.`,
  )
}
