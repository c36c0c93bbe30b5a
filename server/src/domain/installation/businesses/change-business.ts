import type { Context } from '#platform/context'
import { announceChange, enterEnvironment, type SystemTransaction } from '#platform/db'
import { recordEvent, type Author } from '#platform/outbox'

export type BusinessChangeContext = Pick<Context, 'database' | 'clock' | 'cache' | 'environment'>

export interface BusinessTarget {
  readonly code: string
  readonly author: Author
}

interface Change {
  readonly author: Author
  readonly type: 'business.renamed' | 'business.deleted'
  readonly payload: Readonly<Record<string, string>>
}

/** Says so in the environment of who did it: what happened to a business outlives it. */
export async function changeBusiness(
  ctx: BusinessChangeContext,
  { author, type, payload }: Change,
  work: (system: SystemTransaction) => Promise<void>,
): Promise<void> {
  const { id } = ctx.environment
  await ctx.database.system.transaction().execute(async (system) => {
    await work(system)
    const db = await enterEnvironment(system, id)
    await recordEvent(db, { type, occurredAt: ctx.clock(), ...author, payload })
    await announceChange(system, 'host:')
  })
  ctx.cache.drop('host:')
}
