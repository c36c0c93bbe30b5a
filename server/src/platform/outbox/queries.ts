import type { Db } from '#platform/db'
import { newId } from '#platform/ids'

export interface DomainEvent {
  readonly type: string
  readonly occurredAt: Date
  /** Who did it, e.g. `{ type: 'user', id: 'kp_…' }`. */
  readonly actor: { readonly type: 'user' | 'application' | 'administrator' | 'system'; readonly id?: string }
  readonly source: 'admin' | 'api' | 'user' | 'system'
  readonly subject?: string
  readonly organizationId?: string
  readonly payload: Readonly<Record<string, unknown>>
}

/** Who an event is put down to. */
export type Author = Pick<DomainEvent, 'actor' | 'source'>

export const SYSTEM_AUTHOR: Author = { actor: { type: 'system' }, source: 'system' }

/** Whoever called the Management API. */
export function apiAuthor({ type, id }: { readonly type: 'application'; readonly id: string }): Author {
  return { actor: { type, id }, source: 'api' }
}

export async function recordEvent(db: Db, environmentId: string, event: DomainEvent): Promise<void> {
  await db
    .insertInto('events')
    .values({
      environment_id: environmentId,
      id: newId(),
      occurred_at: event.occurredAt,
      type: event.type,
      actor: JSON.stringify(event.actor),
      subject: event.subject ?? null,
      organization_id: event.organizationId ?? null,
      data: JSON.stringify(event.payload),
      source: event.source,
    })
    .execute()
}
