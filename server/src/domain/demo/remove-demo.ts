import { NotFound } from '#platform/errors'
import { subjectOf } from '#platform/ids'
import { SYSTEM_AUTHOR } from '#platform/outbox'
import { recountActivity } from '#domain/activity'
import { deleteApplication } from '#domain/applications'
import { deleteOrganization } from '#domain/directory'
import { deleteFlag } from '#domain/feature-flags'
import { deletePermission } from '#domain/permissions'
import { deleteProperty } from '#domain/properties'
import { deleteRole } from '#domain/roles'
import type { DemoContext } from './demo-context.ts'
import { findDemo, listItems, removeDemoRow, removeDemoUsers } from './queries.ts'

const AT_ONCE = 1_000

/**
 * Takes away everything that the demo made, and its events. Things that somebody deleted in the meantime are passed over, and a
 * removal that was cut off is finished by asking again. Everything that people made themselves stays.
 *
 * @throws {NotFound} `DEMO_NOT_FOUND`
 */
export async function removeDemo(ctx: DemoContext): Promise<void> {
  const { db } = ctx
  if (!(await findDemo(db))) throw new NotFound('DEMO_NOT_FOUND', 'This environment has no demo.')
  const items = await listItems(db)
  const namesOf = (kind: string) => items.get(kind) ?? []
  const users = namesOf('user')
  for (let at = 0; at < users.length; at += AT_ONCE) {
    const ids = users.slice(at, at + AT_ONCE)
    await db.transaction().execute((part) => removeDemoUsers(part, { ids, subjects: ids.map(subjectOf) }))
  }
  const author = SYSTEM_AUTHOR
  const held = new Set<string>()
  await each(namesOf('application'), (applicationId) => deleteApplication(ctx, { applicationId, author, held }))
  await each(namesOf('organization'), (code) => deleteOrganization(ctx, { code, author }))
  await each(namesOf('role'), (roleId) => deleteRole(ctx, { roleId, author }))
  await each(namesOf('permission'), (id) => deletePermission(ctx, { id, author }))
  await each(namesOf('flag'), (key) => deleteFlag(ctx, author, key))
  await each(namesOf('property'), (id) => deleteProperty(ctx, { id, author }))
  await removeDemoRow(db)
  await recountActivity(ctx)
}

/** Runs an act for one thing after the other. A thing that is gone already needs none. */
async function each(names: readonly string[], act: (name: string) => Promise<void>): Promise<void> {
  for (const name of names) {
    try {
      await act(name)
    } catch (error) {
      if (!(error instanceof NotFound)) throw error
    }
  }
}
