import {
  runLater,
  statement,
  type Arguments,
  type Db,
  type ParameterTypes,
  type Placeholders,
  type Statement,
} from '#platform/db'
import { newId } from '#platform/ids'

export interface DomainEvent {
  readonly type: string
  readonly occurredAt: Date
  /** The author, e.g. `{ type: 'user', id: 'kp_…' }`. */
  readonly actor: { readonly type: 'user' | 'application' | 'administrator' | 'system'; readonly id?: string }
  readonly source: 'admin' | 'api' | 'user' | 'system'
  readonly subject?: string
  readonly organizationId?: string
  /** The trace of the sign-in that it was part of. */
  readonly traceId?: string
  readonly payload: Readonly<Record<string, unknown>>
}

/** The author of an event. */
export type Author = Pick<DomainEvent, 'actor' | 'source'>

export const SYSTEM_AUTHOR: Author = { actor: { type: 'system' }, source: 'system' }

interface Caller {
  readonly type: 'application' | 'administrator'
  readonly id: string
}

/** Returns the author of a call of the Management API: an application, or a person at the console. */
export function apiAuthor({ type, id }: Caller): Author {
  return { actor: { type, id }, source: type === 'administrator' ? 'admin' : 'api' }
}

const INSERT_EVENT = statement({
  plan: 'generic',
  parameters: {
    environment: 'uuid',
    id: 'uuid',
    occurredAt: 'timestamptz',
    type: 'text',
    actor: 'jsonb',
    subject: 'text',
    organizationId: 'uuid',
    data: 'jsonb',
    source: 'text',
    traceId: 'uuid',
  },
  sql: ($) => `
  insert into events (environment_id, id, occurred_at, type, actor, subject, organization_id, data, source,
    trace_id)
  values (${$.environment}, ${$.id}, ${$.occurredAt}, ${$.type}, ${$.actor}, ${$.subject}, ${$.organizationId}, ${$.data}, ${$.source},
    ${$.traceId})`,
})

export async function recordEvent(db: Db, event: DomainEvent): Promise<void> {
  const { type, occurredAt, actor, source, subject, organizationId, traceId, payload } = event
  await runLater(db, INSERT_EVENT, {
    id: newId(),
    occurredAt,
    type,
    actor: JSON.stringify(actor),
    subject: subject ?? null,
    organizationId: organizationId ?? null,
    data: JSON.stringify(payload),
    source,
    traceId: traceId ?? null,
  })
}

const EVENT = {
  environment: 'uuid',
  eventIds: 'uuid[]',
  occurredAt: 'timestamptz',
  type: 'text',
  actor: 'jsonb',
  source: 'text',
  organizationId: 'uuid',
} as const

/** A query for the subjects of several events. */
export interface SubjectsQuery<P extends ParameterTypes> {
  readonly parameters: P
  /** Returns the query, which selects `at`, numbered from 1, `subject` and `payload`. */
  readonly sql: ($: Placeholders<P>) => string
}

/** Returns the statement that writes an event for each subject: the database reads the payloads as it writes the events. */
export function eventsOf<const P extends ParameterTypes>({ parameters, sql }: SubjectsQuery<P>): EventsStatement<P> {
  return statement({
    plan: 'generic',
    parameters: { ...EVENT, ...parameters },
    sql: (
      $,
    ) => `insert into events (environment_id, id, occurred_at, type, actor, source, organization_id, subject, data)
    select ${$.environment}::uuid, (${$.eventIds}::uuid[])[told.at], ${$.occurredAt}::timestamptz, ${$.type}, ${$.actor}::jsonb, ${$.source}, ${$.organizationId}::uuid, told.subject, told.payload
    from (${sql($)}) told`,
  })
}

export type EventsStatement<P extends ParameterTypes> = Statement<unknown, typeof EVENT & P>

/** Records an event for each subject, in their order. `count` is the largest number of subjects. */
export async function recordEvents<P extends ParameterTypes>(
  db: Db,
  event: Omit<DomainEvent, 'subject' | 'payload'>,
  {
    events,
    count,
    values,
  }: { readonly events: EventsStatement<P>; readonly count: number; readonly values: Arguments<P> },
): Promise<void> {
  const { type, occurredAt, actor, source, organizationId = null } = event
  const eventIds = Array.from({ length: count }, () => newId())
  await runLater(db, events, {
    eventIds,
    occurredAt,
    type,
    actor: JSON.stringify(actor),
    source,
    organizationId,
    ...values,
  })
}
