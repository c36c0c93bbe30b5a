import type { Context } from '#platform/context'
import { newId } from '#platform/ids'
import type { Author } from '#platform/outbox'
import { checkAudience } from './audience.ts'
import { recordApiEvent } from './events.ts'
import { insertApi } from './queries.ts'

interface NewApi {
  readonly name: string
  readonly audience: string
  readonly author: Author
}

/**
 * Registers an API. No application may ask for it yet.
 *
 * @returns its id
 * @throws {InvalidInput} `AUDIENCE_RESERVED`
 * @throws {Conflict} `AUDIENCE_TAKEN`
 */
export async function createApi(
  ctx: Pick<Context, 'db' | 'clock' | 'environment' | 'issuer'>,
  { name, audience, author }: NewApi,
): Promise<string> {
  checkAudience(ctx, audience)
  const key = { apiId: newId() }
  const createdAt = ctx.clock()
  await ctx.db.transaction().execute(async (db) => {
    await insertApi(db, key, { name, audience, createdAt })
    const event = { type: 'api.created', occurredAt: createdAt, author, payload: { name, audience } } as const
    await recordApiEvent(db, key, event)
  })
  return key.apiId
}
