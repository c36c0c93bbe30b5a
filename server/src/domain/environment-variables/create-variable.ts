import type { Context } from '#platform/context'
import { newId } from '#platform/ids'
import type { Author } from '#platform/outbox'
import { sealValue } from './environment-variable.ts'
import { recordVariableEvent } from './events.ts'
import { insertVariable } from './queries.ts'

interface NewVariable {
  readonly key: string
  readonly value: string
  readonly isSecret: boolean
  readonly author: Author
}

/**
 * @returns its id
 * @throws {Conflict} `ENVIRONMENT_VARIABLE_KEY_TAKEN`
 */
export async function createVariable(
  ctx: Pick<Context, 'db' | 'clock' | 'environment' | 'sealer'>,
  { key, value, isSecret, author }: NewVariable,
): Promise<string> {
  const id = newId()
  const createdAt = ctx.clock()
  const variable = { id, key, isSecret, sealedValue: sealValue(ctx.sealer, id, value), createdAt }
  await ctx.db.transaction().execute(async (db) => {
    await insertVariable(db, variable)
    const event = { type: 'environment_variable.created', occurredAt: createdAt, author, variable } as const
    await recordVariableEvent(db, event)
  })
  return id
}
