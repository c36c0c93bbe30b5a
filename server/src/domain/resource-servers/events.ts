import type { Db } from '#platform/db'
import { recordEvent, type Author } from '#platform/outbox'
import { apiIdOf } from './resource-server.ts'

export interface ApiEvent {
  readonly type:
    | 'api.created'
    | 'api.updated'
    | 'api.deleted'
    | 'api.scope_created'
    | 'api.scope_updated'
    | 'api.scope_deleted'
    | 'api.application_authorized'
    | 'api.application_unauthorized'
    | 'api.application_scope_added'
    | 'api.application_scope_removed'
  readonly occurredAt: Date
  readonly author: Author
  /** Created and deleted say `name` and `audience`, updated what is new, the others which `scope` and which `application` it is about. */
  readonly payload: Readonly<Partial<Record<'name' | 'audience' | 'token_typ' | 'scope' | 'application', string>>>
}

/** In the transaction of the change. */
export async function recordApiEvent(
  db: Db,
  { apiId }: { readonly apiId: string },
  { type, occurredAt, author, payload }: ApiEvent,
): Promise<void> {
  const id = apiIdOf(apiId)
  await recordEvent(db, { type, occurredAt, ...author, subject: id, payload: { id, ...payload } })
}
