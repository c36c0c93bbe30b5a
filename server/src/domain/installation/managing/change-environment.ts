import type { Context } from '#platform/context'
import { announceChange, enterEnvironment, type SystemDb } from '#platform/db'
import { recordEvent, type Author } from '#platform/outbox'

export type EnvironmentChangeContext = Pick<Context, 'database' | 'clock' | 'cache' | 'environment'>

export interface EnvironmentTarget {
  readonly code: string
  readonly author: Author
}

interface Change {
  readonly author: Author
  readonly type: 'environment.updated' | 'environment.deleted'
  readonly code: string
  readonly name?: string | undefined
  readonly isLive?: boolean | undefined
}

export async function changeEnvironment(
  ctx: EnvironmentChangeContext,
  { author, type, code, name, isLive }: Change,
  work: (system: SystemDb) => Promise<void>,
): Promise<void> {
  const { id } = ctx.environment
  await ctx.database.system.transaction().execute(async (system) => {
    await work(system)
    const db = await enterEnvironment(system, id)
    const payload = {
      code,
      ...(name === undefined ? {} : { name }),
      ...(isLive === undefined ? {} : { is_live: isLive }),
    }
    await recordEvent(db, { type, occurredAt: ctx.clock(), ...author, payload })
    await announceChange(system, 'host:')
  })
  ctx.cache.drop('host:')
}
