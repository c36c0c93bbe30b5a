import type { Db } from '#platform/db'
import { recordEvent, type Author } from '#platform/outbox'
import { clientIdOf } from './application.ts'

export interface ApplicationEvent {
  readonly type:
    | 'application.created'
    | 'application.updated'
    | 'application.deleted'
    | 'application.secret_rotated'
    | 'application.previous_secret_deleted'
    | 'application.keys_replaced'
  readonly occurredAt: Date
  readonly author: Author
  /** Never a secret: created and deleted say `name` and `type`, updated says which `fields`. */
  readonly payload: Readonly<Record<string, string | boolean | readonly string[]>>
}

/** In the transaction of the change. */
export async function recordApplicationEvent(
  db: Db,
  { applicationId }: { readonly applicationId: string },
  { type, occurredAt, author, payload }: ApplicationEvent,
): Promise<void> {
  const id = clientIdOf(applicationId)
  await recordEvent(db, { type, occurredAt, ...author, subject: id, payload: { id, ...payload } })
}
