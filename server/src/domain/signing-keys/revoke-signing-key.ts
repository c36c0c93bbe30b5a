import type { Context } from '#platform/context'
import { announceChange, type Db } from '#platform/db'
import { Conflict } from '#platform/errors'
import type { Author } from '#platform/outbox'
import { recordSigningKeyEvent } from './events.ts'
import { generateSigningKey } from './generate-signing-key.ts'
import {
  activateNow,
  erasePrivateKeys,
  insertSigningKey,
  listSigningKeys,
  lockSigningKeys,
  markRevoked,
} from './queries.ts'
import { keyRingCacheKey, noSuchSigningKey, standingOf } from './signing-key.ts'

type Dependencies = Pick<Context, 'db' | 'clock' | 'cache' | 'sealer' | 'environment'>

/**
 * The emergency: a private key is in the wrong hands. It leaves the key set at once, what it signed is refused at our
 * own endpoints at once, and another key signs at once: the next one where it waits, else a new one. Verifiers elsewhere
 * follow as soon as they read the key set again.
 *
 * @throws {NotFound} `SIGNING_KEY_NOT_FOUND`
 * @throws {Conflict} `SIGNING_KEY_REVOKED`: it was revoked before
 */
export async function revokeSigningKey(
  ctx: Dependencies,
  { id, author }: { readonly id: string; readonly author: Author },
): Promise<void> {
  const { environment } = ctx
  const found = (await listSigningKeys(ctx.db)).find((key) => key.id === id)
  if (!found) throw noSuchSigningKey()
  if (found.revokedAt) throw revokedAlready()
  // Made before anything is locked, and thrown away where it turns out that nobody needs it.
  const spare = await generateSigningKey(ctx.sealer)
  await ctx.db.transaction().execute(async (db) => {
    await lockSigningKeys(db)
    const now = ctx.clock()
    if (!(await markRevoked(db, { id, now }))) throw revokedAlready()
    await erasePrivateKeys(db, [id])
    const event = { type: 'signing_key.revoked', key: found, occurredAt: now, author } as const
    await recordSigningKeyEvent(db, event)
    await ensureCurrent(db, { spare, now })
    await announceChange(db, keyRingCacheKey(environment.id))
  })
  ctx.cache.drop(keyRingCacheKey(environment.id))
}

function revokedAlready(): Conflict {
  return new Conflict('SIGNING_KEY_REVOKED', 'The signing key is revoked already.')
}

interface Replacement {
  readonly spare: Awaited<ReturnType<typeof generateSigningKey>>
  readonly now: Date
}

// An older key never signs again: it leaves the key set when what it signed until now has expired.
async function ensureCurrent(db: Db, { spare, now }: Replacement): Promise<void> {
  const keys = await listSigningKeys(db)
  const states = keys.map((key) => ({ key, state: standingOf(key, keys, now).state }))
  if (states.some(({ state }) => state === 'current')) return
  const next = states.find(({ state }) => state === 'next')
  if (next) return activateNow(db, { id: next.key.id, now })
  const generation = (keys[0]?.generation ?? 0) + 1
  await insertSigningKey(db, { ...spare, generation, createdAt: now, activatesAt: now })
}
