import type { Context } from '#platform/context'
import type { Db } from '#platform/db'
import { addJob } from '#platform/jobs'
import { listSealed, replaceHash } from './queries.ts'
import { openHash } from './stored-hash.ts'

/** The job that wraps sealed hashes of an environment; `worker.ts` maps it to its handler. */
export const WRAP_HASHES = 'wrap_hashes'

/** Its tries are hours apart in the end: what waits must not be forgotten after a bad day. */
const MOST_ATTEMPTS = 100

/** Has the sealed hashes of the environment wrapped, one after the other whatever the number of processes. */
export async function wrapSoon(
  db: Db,
  { id, businessId }: { readonly id: string; readonly businessId: string },
): Promise<void> {
  const payload = { environment_id: id, business_id: businessId }
  const name = `${WRAP_HASHES}:${id}`
  await addJob(db, WRAP_HASHES, payload, { key: name, queue: name, maxAttempts: MOST_ATTEMPTS })
}

/**
 * Wraps some of the sealed hashes. One whose owner signed in or whose password was changed meanwhile stays as it is now.
 *
 * @returns whether there were any
 */
export async function wrapSome(
  ctx: Pick<Context, 'db' | 'passwords' | 'sealer'> & { readonly environment: { readonly id: string } },
  { limit, signal }: { readonly limit: number; readonly signal: AbortSignal },
): Promise<boolean> {
  const sealed = await listSealed(ctx.db, limit)
  for (const { userId, hash: from, verifyMs } of sealed) {
    if (signal.aborted) break
    const hash = await ctx.passwords.wrap(openHash(ctx.sealer, { userId, hash: from }))
    await replaceHash(ctx.db, { userId, from, to: { hash, verifyMs } })
  }
  return sealed.length > 0
}
