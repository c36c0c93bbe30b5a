import type { Context } from '#platform/context'
import { announceChange, type Db } from '#platform/db'
import type { Author } from '#platform/outbox'
import type { SettingsChange } from '#domain/settings'
import { applicationCacheKey, noSuchApplication, type Application } from '../application.ts'
import { recordApplicationEvent } from '../events.ts'
import { findApplication, lockApplication, writeApplication } from '../queries.ts'

export interface MethodChange {
  readonly id: string
  /** Returns the change for the application as it is now, while no other change of it runs. */
  readonly changeOf: (application: Application) => SettingsChange
}

type ChangeContext = Pick<Context, 'db' | 'clock' | 'cache' | 'environment'>

/**
 * Sets the sign-in methods of several applications in one transaction: either all of them change or none.
 *
 * @throws {NotFound} `APPLICATION_NOT_FOUND`
 */
export async function changeMethods(
  ctx: ChangeContext,
  author: Author,
  changes: readonly MethodChange[],
): Promise<void> {
  const key = applicationCacheKey(ctx.environment.id)
  // In the order of their ids, so that two such changes cannot wait for each other.
  const inOrder = changes.toSorted((one, other) => (one.id < other.id ? -1 : 1))
  await ctx.db.transaction().execute(async (db) => {
    for (const change of inOrder) await changeOne({ ...ctx, db }, author, change)
    await announceChange(db, key)
  })
  ctx.cache.drop(key)
}

async function changeOne(
  { db, clock, environment }: Pick<ChangeContext, 'clock' | 'environment'> & { readonly db: Db },
  author: Author,
  { id, changeOf }: MethodChange,
): Promise<void> {
  const application = (await lockApplication(db, id)) ? await findApplication(db, environment, id) : undefined
  if (!application) throw noSuchApplication()
  const now = clock()
  const settings = changeOf(application)
  await writeApplication(db, { id, now }, { settings })
  const fields = [...Object.keys(settings.said), ...settings.unsaid].map(wireNameOf)
  if (fields.length === 0) return
  const event = { type: 'application.updated', occurredAt: now, author, payload: { fields } } as const
  await recordApplicationEvent(db, { applicationId: id }, event)
}

function wireNameOf(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)
}
