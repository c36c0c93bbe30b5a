import type { Db } from '#platform/db'
import { recordEvent, type Author } from '#platform/outbox'
import { variableIdOf } from './environment-variable.ts'

export interface VariableEvent {
  readonly type: 'environment_variable.created' | 'environment_variable.updated' | 'environment_variable.deleted'
  readonly occurredAt: Date
  readonly author: Author
  readonly variable: { readonly id: string; readonly key: string; readonly isSecret: boolean }
}

/** In the transaction of the change. Says which variable, never its value. */
export async function recordVariableEvent(
  db: Db,
  { type, occurredAt, author, variable: { id, key, isSecret } }: VariableEvent,
): Promise<void> {
  const subject = variableIdOf(id)
  const payload = { id: subject, key, is_secret: isSecret }
  await recordEvent(db, { type, occurredAt, ...author, subject, payload })
}
