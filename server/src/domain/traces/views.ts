import { readNewest, sql, type Db, type NewestRows, type TimePlace } from '#platform/db'
import type { TraceKind, TraceOutcome } from './trace.ts'

export interface TraceFilter {
  readonly userId: string | undefined
  readonly applicationId: string | undefined
  readonly organizationId: string | undefined
  readonly sessionId: string | undefined
  readonly outcome: TraceOutcome | undefined
  readonly kind: TraceKind | undefined
  readonly since: Date | undefined
  readonly until: Date | undefined
}

export interface ListedTrace {
  readonly listed_at: Date
  readonly listed_id: string
  readonly updated_at: Date
  readonly kind: string
  readonly outcome: string
  readonly reason: string
  readonly code: string | null
  readonly user_id: string | null
  readonly application_id: string | null
  readonly organization_id: string | null
  readonly session_id: string | null
  readonly ip: string
  readonly user_agent: string
  readonly email: string | null
  readonly given_name: string | null
  readonly family_name: string | null
  readonly application_name: string | null
  readonly organization_code: string | null
  readonly organization_name: string | null
}

export interface FoundTrace extends ListedTrace {
  readonly steps: unknown
}

/** Names are those of now: a trace holds ids only. Each is read for the rows of the page alone. */
const COLUMNS = sql`t.updated_at, t.kind, t.outcome, t.reason, t.code, t.user_id, t.application_id, t.organization_id,
  t.session_id, t.ip, t.user_agent,
  (select i.value from identities i where i.environment_id = t.environment_id and i.user_id = t.user_id
    and i.kind = 'email' and i.is_primary) as email,
  (select u.given_name from users u where u.environment_id = t.environment_id and u.id = t.user_id) as given_name,
  (select u.family_name from users u where u.environment_id = t.environment_id and u.id = t.user_id) as family_name,
  (select a.name from applications a where a.environment_id = t.environment_id and a.id = t.application_id)
    as application_name,
  (select o.code from organizations o where o.environment_id = t.environment_id and o.id = t.organization_id)
    as organization_code,
  (select o.name from organizations o where o.environment_id = t.environment_id and o.id = t.organization_id)
    as organization_name`

interface TracePage {
  readonly before: TimePlace | undefined
  readonly limit: number
}

/** Returns a page of traces, the newest first. The rarest condition is looked up, the others are compared. */
export function listTraces(db: Db, filter: TraceFilter, page: TracePage): Promise<NewestRows<ListedTrace>> {
  const { since, until } = filter
  const [branch = sql<boolean>`true`, ...others] = indexed(filter)
  return readNewest<ListedTrace>(db, {
    table: 'flow_traces',
    time: 'created_at',
    branches: [branch],
    filters: [...others, ...notIndexed(filter)],
    columns: COLUMNS,
    since,
    until,
    ...page,
  })
}

/** Returns the conditions that have an index of their own, the rarest first. */
function indexed({ userId, organizationId, applicationId, outcome }: TraceFilter) {
  return [
    ...(userId === undefined ? [] : [sql<boolean>`user_id = ${userId}`]),
    ...(organizationId === undefined ? [] : [sql<boolean>`organization_id = ${organizationId}`]),
    ...(applicationId === undefined ? [] : [sql<boolean>`application_id = ${applicationId}`]),
    // In the text, because the index is one of refused ones only.
    ...(outcome === 'refused' ? [sql<boolean>`outcome = 'refused'`] : []),
  ]
}

function notIndexed({ sessionId, outcome, kind }: TraceFilter) {
  return [
    ...(outcome === undefined || outcome === 'refused' ? [] : [sql<boolean>`outcome = ${outcome}`]),
    ...(sessionId === undefined ? [] : [sql<boolean>`session_id = ${sessionId}`]),
    ...(kind === undefined ? [] : [sql<boolean>`kind = ${kind}`]),
  ]
}

export async function findTrace(db: Db, id: string): Promise<FoundTrace | undefined> {
  const { rows } = await sql<FoundTrace>`
    select t.created_at as listed_at, t.id as listed_id, t.steps, ${COLUMNS} from flow_traces t
    where t.environment_id = ${db.environmentId} and t.id = ${id}`.execute(db)
  return rows[0]
}
