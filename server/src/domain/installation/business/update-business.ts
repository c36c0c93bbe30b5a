import type { Context } from '#platform/context'
import { announceChange, enterEnvironment } from '#platform/db'
import { recordEvent, type Author } from '#platform/outbox'
import { writeBusiness, type BusinessChange } from './queries.ts'

/** Changes what a business says of itself, for all its environments. Every process uses the new values at once. */
export async function updateBusiness(
  ctx: Pick<Context, 'database' | 'clock' | 'cache' | 'environment'>,
  author: Author,
  change: BusinessChange,
): Promise<void> {
  const { id, businessId } = ctx.environment
  await ctx.database.system.transaction().execute(async (system) => {
    await writeBusiness(system, businessId, change)
    const db = await enterEnvironment(system, id)
    const payload = { fields: fieldsOf(change) }
    await recordEvent(db, { type: 'business.updated', occurredAt: ctx.clock(), ...author, payload })
    await announceChange(db, 'host:')
  })
  ctx.cache.drop('host:')
}

function fieldsOf({ settings, ...own }: BusinessChange): string[] {
  const changed = Object.entries(own).filter(([, value]) => value !== undefined)
  return [...changed.map(([name]) => name), ...Object.keys(settings.said), ...settings.unsaid]
}
