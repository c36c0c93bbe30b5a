import { readNewest, sql, type Db, type NewestRows, type TimePlace } from '#platform/db'

export interface EventFilter {
  readonly types: readonly string[]
  /** The names by which the events' subjects are known: of a user, an application. */
  readonly subjects: readonly string[]
  readonly organizationId: string | undefined
  readonly actorId: string | undefined
  readonly source: string | undefined
  readonly since: Date | undefined
  readonly until: Date | undefined
}

export interface ListedEvent {
  readonly listed_at: Date
  readonly listed_id: string
  readonly type: string
  readonly version: number
  readonly source: string
  readonly actor: unknown
  readonly subject: string | null
  readonly data: unknown
  readonly trace_id: string | null
  readonly organization_code: string | null
}

const COLUMNS = sql`t.type, t.version, t.source, t.actor, t.subject, t.data, t.trace_id,
  (select o.code from organizations o where o.environment_id = t.environment_id and o.id = t.organization_id)
    as organization_code`

interface EventPage {
  readonly before: TimePlace | undefined
  readonly limit: number
}

/** Returns a page of events, the newest first. The rarest condition is looked up, the others are compared. */
export function listEvents(db: Db, filter: EventFilter, page: EventPage): Promise<NewestRows<ListedEvent>> {
  const { types, since, until } = filter
  const [first, ...others] = conditionsOf(filter)
  const ofTypes = types.map((type) => sql<boolean>`type = ${type}`)
  const isByType = first === undefined && types.length > 0
  const filters = first !== undefined && types.length > 0 ? [...others, sql<boolean>`type = any(${types})`] : others
  return readNewest<ListedEvent>(db, {
    table: 'events',
    time: 'occurred_at',
    branches: isByType ? ofTypes : [first ?? sql<boolean>`true`],
    filters: [...filters, ...sourceOf(filter)],
    columns: COLUMNS,
    since,
    until,
    ...page,
  })
}

/** Returns the conditions that have an index of their own, the rarest first. */
function conditionsOf({ subjects, actorId, organizationId }: EventFilter) {
  return [
    ...subjects.map((subject) => sql<boolean>`subject = ${subject}`),
    ...(actorId === undefined ? [] : [sql<boolean>`actor_id = ${actorId}`]),
    ...(organizationId === undefined ? [] : [sql<boolean>`organization_id = ${organizationId}`]),
  ]
}

function sourceOf({ source }: EventFilter) {
  return source === undefined ? [] : [sql<boolean>`source = ${source}`]
}

export async function findEvent(db: Db, id: string): Promise<ListedEvent | undefined> {
  const { rows } = await sql<ListedEvent>`
    select t.occurred_at as listed_at, t.id as listed_id, ${COLUMNS} from events t
    where t.environment_id = ${db.environmentId} and t.id = ${id}`.execute(db)
  return rows[0]
}
