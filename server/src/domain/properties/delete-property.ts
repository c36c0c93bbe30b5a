import { addJob } from '#platform/jobs'
import { type PropertyEnvironment, type PropertyTarget, changeProperty } from './change-property.ts'
import { recordPropertyEvent } from './events.ts'
import { REMOVE_PROPERTY } from './job-names.ts'
import { markPropertyDeleted } from './queries.ts'

/**
 * Deletes a property: reads and tokens leave it out at once, and its values are removed afterwards.
 *
 * @throws {NotFound} `PROPERTY_NOT_FOUND`
 * @throws {InvalidInput} `SYSTEM_PROPERTY`
 */
export async function deleteProperty(ctx: PropertyEnvironment, { id, author }: PropertyTarget): Promise<void> {
  const { id: environmentId } = ctx.environment
  const now = ctx.clock()
  await changeProperty(ctx, id, async (db, property) => {
    await markPropertyDeleted(db, id, now)
    await addJob(db, REMOVE_PROPERTY, { environmentId, propertyId: id })
    await recordPropertyEvent(db, { type: 'property.deleted', occurredAt: now, author, property })
  })
}
