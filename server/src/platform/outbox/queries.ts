import { writeLater, type Db } from '#platform/db'
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

interface Caller {
  readonly type: 'application' | 'administrator'
  readonly id: string
}

/** Returns to whom a call of the Management API is put down: an application, or a person at the console. */
export function apiAuthor({ type, id }: Caller): Author {
  return { actor: { type, id }, source: type === 'administrator' ? 'admin' : 'api' }
}

const INSERT_EVENT = `
  insert into events (environment_id, id, occurred_at, type, actor, subject, organization_id, data, source)
  values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`

export async function recordEvent(db: Db, environmentId: string, event: DomainEvent): Promise<void> {
  const { type, occurredAt, actor, source, subject, organizationId, payload } = event
  await writeLater(db, INSERT_EVENT, [
    environmentId,
    newId(),
    occurredAt,
    type,
    JSON.stringify(actor),
    subject ?? null,
    organizationId ?? null,
    JSON.stringify(payload),
    source,
  ])
}

/** What is told of several subjects, as a statement that selects it. */
export interface Told {
  /** Selects `at`, `subject` and `payload`, numbered from 1. Its parameters begin with `$8`: those before are the event's. */
  readonly text: string
  readonly parameters: readonly unknown[]
  /** How many it selects at most. */
  readonly count: number
}

/** An event of each subject, in their order: the database reads what is told of them as it writes the events. */
export async function recordEvents(
  db: Db,
  environmentId: string,
  event: Omit<DomainEvent, 'subject' | 'payload'>,
  { text, parameters, count }: Told,
): Promise<void> {
  const ids = Array.from({ length: count }, () => newId())
  const { type, occurredAt, actor, source, organizationId = null } = event
  const values = [environmentId, ids, occurredAt, type, JSON.stringify(actor), source, organizationId]
  await writeLater(
    db,
    `insert into events (environment_id, id, occurred_at, type, actor, source, organization_id, subject, data)
    select $1::uuid, ($2::uuid[])[told.at], $3::timestamptz, $4, $5::jsonb, $6, $7::uuid, told.subject, told.payload
    from (${text}) told`,
    [...values, ...parameters],
  )
}
