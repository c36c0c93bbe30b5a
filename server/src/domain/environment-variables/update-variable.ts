import type { Context } from '#platform/context'
import { InvalidInput } from '#platform/errors'
import type { Author } from '#platform/outbox'
import { noSuchVariable, sealValue, type EnvironmentVariable } from './environment-variable.ts'
import { recordVariableEvent } from './events.ts'
import { lockVariable, writeVariable } from './queries.ts'

interface VariableChange {
  readonly key?: string | undefined
  readonly value?: string | undefined
  readonly isSecret?: boolean | undefined
}

/**
 * Changes a variable; what is absent stays (T3-6).
 *
 * @throws {NotFound} `ENVIRONMENT_VARIABLE_NOT_FOUND`
 * @throws {InvalidInput} `SECRET_NEEDS_NEW_VALUE`
 * @throws {Conflict} `ENVIRONMENT_VARIABLE_KEY_TAKEN`
 */
export async function updateVariable(
  ctx: Pick<Context, 'db' | 'clock' | 'environment' | 'sealer'>,
  { id, author }: { readonly id: string; readonly author: Author },
  change: VariableChange,
): Promise<void> {
  const now = ctx.clock()
  await ctx.db.transaction().execute(async (db) => {
    const before = await lockVariable(db, id)
    if (!before) throw noSuchVariable()
    checkStaysHidden(before, change)
    const { key = before.key, isSecret = before.isSecret, value } = change
    const sealedValue = value === undefined ? before.sealedValue : sealValue(ctx.sealer, id, value)
    const after = { ...before, key, isSecret, sealedValue }
    await writeVariable(db, { now }, after)
    const event = { type: 'environment_variable.updated', occurredAt: now, author, variable: after } as const
    await recordVariableEvent(db, event)
  })
}

// T3-7: taking the mark back must not show what was kept under it.
function checkStaysHidden(before: EnvironmentVariable, { isSecret, value }: VariableChange): void {
  if (!before.isSecret || isSecret !== false || value !== undefined) return
  throw new InvalidInput(
    'SECRET_NEEDS_NEW_VALUE',
    'A secret value is never shown again: to make the variable readable, send a new value with it.',
  )
}
