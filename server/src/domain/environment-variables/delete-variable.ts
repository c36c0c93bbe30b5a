import type { Context } from '#platform/context'
import type { Author } from '#platform/outbox'
import { noSuchVariable } from './environment-variable.ts'
import { recordVariableEvent } from './events.ts'
import { removeVariable } from './queries.ts'

/** @throws {NotFound} `ENVIRONMENT_VARIABLE_NOT_FOUND` */
export async function deleteVariable(
  ctx: Pick<Context, 'db' | 'clock' | 'environment'>,
  { id, author }: { readonly id: string; readonly author: Author },
): Promise<void> {
  const occurredAt = ctx.clock()
  await ctx.db.transaction().execute(async (db) => {
    const variable = await removeVariable(db, id)
    if (!variable) throw noSuchVariable()
    const event = { type: 'environment_variable.deleted', occurredAt, author, variable } as const
    await recordVariableEvent(db, event)
  })
}
