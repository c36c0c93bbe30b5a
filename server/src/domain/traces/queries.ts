import { runLater, sql, statement, type Db } from '#platform/db'
import { outcomeOf, type NewTrace, type TraceStep } from './trace.ts'

/** A person who goes round in circles adds no more after these. */
const MOST_STEPS = 64
const LONGEST_TEXT = 300

// The row is found by id and time: a partitioned table has no shorter key. Two requests of one flow may write in the other
// order: the later step decides the outcome, and a sign-in that succeeded stays that.
const isLater = `t.outcome <> 'succeeded' and t.updated_at <= excluded.updated_at`

const WRITE_TRACE = statement({
  plan: 'generic',
  parameters: {
    environment: 'uuid',
    id: 'uuid',
    startedAt: 'timestamptz',
    updatedAt: 'timestamptz',
    kind: 'text',
    outcome: 'text',
    reason: 'text',
    code: 'text',
    applicationId: 'uuid',
    userId: 'uuid',
    organizationId: 'uuid',
    sessionId: 'uuid',
    ip: 'text',
    userAgent: 'text',
    opening: 'jsonb',
    steps: 'jsonb',
  },
  sql: ($) => `
  insert into flow_traces as t (environment_id, id, created_at, updated_at, kind, outcome, reason, code, application_id,
    user_id, organization_id, session_id, ip, user_agent, steps)
  values (${$.environment}, ${$.id}, ${$.startedAt}, ${$.updatedAt}, ${$.kind}, ${$.outcome}, ${$.reason}, ${$.code},
    ${$.applicationId}, ${$.userId}, ${$.organizationId}, ${$.sessionId}, ${$.ip}, ${$.userAgent},
    ${$.opening}::jsonb || ${$.steps}::jsonb)
  on conflict (environment_id, id, created_at) do update set
    updated_at = greatest(t.updated_at, excluded.updated_at),
    kind = case when ${isLater} then excluded.kind else t.kind end,
    outcome = case when ${isLater} then excluded.outcome else t.outcome end,
    reason = case when ${isLater} then excluded.reason else t.reason end,
    code = case when ${isLater} then excluded.code else t.code end,
    user_id = coalesce(excluded.user_id, t.user_id),
    organization_id = coalesce(excluded.organization_id, t.organization_id),
    session_id = coalesce(excluded.session_id, t.session_id),
    steps = t.steps || ${$.steps}::jsonb
  where jsonb_array_length(t.steps) < ${String(MOST_STEPS)}`,
})

/** Writes steps in the caller's transaction, without waiting for the answer. */
export async function writeTraceLater(db: Db, trace: NewTrace): Promise<void> {
  await runLater(db, WRITE_TRACE, rowOf(trace))
}

/**
 * Writes steps in a transaction of their own. Losing them in a crash of the database does no harm, so the write does not
 * wait for the disk.
 */
export async function writeTrace(db: Db, trace: NewTrace): Promise<void> {
  await db.transaction().execute(async (transaction) => {
    await sql`set local synchronous_commit = off`.execute(transaction)
    await runLater(transaction, WRITE_TRACE, rowOf(trace))
  })
}

function rowOf(trace: NewTrace) {
  const last = trace.steps.at(-1) ?? trace.opening.at(-1)
  if (!last) throw new Error('a trace without a step')
  return {
    id: trace.id,
    startedAt: trace.startedAt,
    updatedAt: new Date(last.at),
    kind: trace.kind,
    outcome: outcomeOf(last),
    reason: last.reason.slice(0, LONGEST_TEXT),
    code: last.code ?? null,
    applicationId: trace.applicationId ?? null,
    userId: trace.userId ?? null,
    organizationId: trace.organizationId ?? null,
    sessionId: trace.sessionId ?? null,
    ip: trace.ip,
    userAgent: trace.userAgent.slice(0, LONGEST_TEXT),
    opening: JSON.stringify(trace.opening.map(shortened)),
    steps: JSON.stringify(
      trace.steps.map(shortened).map((step, at) => (at === 0 ? { ...step, ...sourceOf(trace) } : step)),
    ),
  }
}

/** A text of the request may be long, and may hold U+0000, which PostgreSQL does not store. */
function shortened(step: TraceStep): TraceStep {
  const { detail } = step
  if (!detail) return step
  const short = Object.entries(detail).map(([name, text]) => [name, text.replaceAll('\0', '').slice(0, LONGEST_TEXT)])
  return { ...step, detail: Object.fromEntries(short) }
}

/** The first step of a request carries its source: a conversation may go on in another network. */
function sourceOf({ ip, userAgent }: NewTrace) {
  return { ip, user_agent: userAgent.slice(0, LONGEST_TEXT) }
}

/** Removes the traces that name a user. */
export async function removeTracesOfUser(db: Db, userId: string): Promise<void> {
  await db
    .deleteFrom('flow_traces')
    .where('environment_id', '=', db.environmentId)
    .where('user_id', '=', userId)
    .execute()
}
