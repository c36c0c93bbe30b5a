import type { Context } from '#platform/context'
import { announceChange } from '#platform/db'
import type { Author } from '#platform/outbox'
import type { SettingsChange } from '#domain/settings'
import { applicationCacheKey, noSuchApplication } from '../application.ts'
import { recordApplicationEvent } from '../events.ts'
import { lockApplication, writeApplication } from '../queries.ts'

interface MethodChange {
  readonly id: string
  readonly settings: SettingsChange
}

/**
 * Sets the email method of several applications in one transaction: either all of them change or none.
 *
 * @throws {NotFound} `APPLICATION_NOT_FOUND`
 */
export async function updateEmailMethods(
  ctx: Pick<Context, 'db' | 'clock' | 'cache' | 'environment'>,
  author: Author,
  changes: readonly MethodChange[],
): Promise<void> {
  const { id: environmentId } = ctx.environment
  const now = ctx.clock()
  // In the order of their ids, so that two such changes cannot wait for each other.
  const inOrder = changes.toSorted((one, other) => (one.id < other.id ? -1 : 1))
  await ctx.db.transaction().execute(async (db) => {
    for (const { id, settings } of inOrder) {
      if (!(await lockApplication(db, id))) throw noSuchApplication()
      await writeApplication(db, { id, now }, { settings })
      const event = {
        type: 'application.updated',
        occurredAt: now,
        author,
        payload: { fields: ['email_method'] },
      } as const
      await recordApplicationEvent(db, { applicationId: id }, event)
    }
    await announceChange(db, applicationCacheKey(environmentId))
  })
  ctx.cache.drop(applicationCacheKey(environmentId))
}
