import type { Db } from '#platform/db'
import { sql } from '#platform/db'
import { AuthorizationRequest, type FactsFormat, type Flow } from './flow.ts'

export async function findFlow<Facts extends object>(
  db: Db,
  { id, facts }: { id: string; facts: FactsFormat<Facts> },
): Promise<Flow<Facts> | undefined> {
  const row = await db
    .selectFrom('flows')
    .selectAll()
    .where('environment_id', '=', db.environmentId)
    .where('id', '=', id)
    .executeTakeFirst()
  return (
    row && {
      id: row.id,
      browserDigest: row.browser_digest,
      request: AuthorizationRequest.parse(row.request),
      facts: facts.parse(row.facts),
      version: row.version,
      createdAt: row.created_at,
      expiresAt: row.expires_at,
      finishedAt: row.finished_at ?? undefined,
      resultSealed: row.result_sealed ?? undefined,
    }
  )
}

/** Inserts a flow. Does nothing where the flow exists already: the first page was submitted twice. */
export async function insertFlow(db: Db, flow: Flow<object>): Promise<void> {
  await db
    .insertInto('flows')
    .values({
      environment_id: db.environmentId,
      id: flow.id,
      browser_digest: flow.browserDigest,
      application_id: flow.request.applicationId,
      request: JSON.stringify(flow.request),
      facts: JSON.stringify(flow.facts),
      version: flow.version,
      created_at: flow.createdAt,
      expires_at: flow.expiresAt,
    })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

/**
 * Locks a flow until the transaction ends; false where another request has moved it on since it was read. Call it before
 * the work of entering a step, such as sending a code, so that two requests do not do it at once.
 */
export async function lockFlow(db: Db, { id, version }: Pick<Flow<object>, 'id' | 'version'>): Promise<boolean> {
  const row = await db
    .selectFrom('flows')
    .select('version')
    .where('environment_id', '=', db.environmentId)
    .where('id', '=', id)
    .forNoKeyUpdate()
    .executeTakeFirst()
  return row?.version === version
}

/**
 * Writes the facts of a flow. Returns false where another request has moved the flow on since it was read. `keepUntil`
 * keeps the flow at least until the code that was sent expires.
 */
export async function addFacts(
  db: Db,
  { flow, facts, keepUntil }: { flow: Flow<object>; facts: object; keepUntil: Date },
): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('flows')
    .set({
      facts: JSON.stringify(facts),
      version: flow.version + 1,
      expires_at: sql<Date>`greatest(expires_at, ${keepUntil})`,
    })
    .where('environment_id', '=', db.environmentId)
    .where('id', '=', flow.id)
    .where('version', '=', flow.version)
    .where('finished_at', 'is', null)
    .executeTakeFirst()
  return numUpdatedRows > 0n
}

/** Ends a flow once: of several simultaneous last steps, one gets `true`. */
export async function consumeFlow(db: Db, { flow, now }: { flow: Flow<object>; now: Date }): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('flows')
    .set({ finished_at: now, version: flow.version + 1 })
    .where('environment_id', '=', db.environmentId)
    .where('id', '=', flow.id)
    .where('version', '=', flow.version)
    .where('finished_at', 'is', null)
    .executeTakeFirst()
  return numUpdatedRows > 0n
}

/** Ends a flow that the person gave up, even while another request moves it on. */
export async function consumeAbandoned(db: Db, { flow, now }: { flow: Flow<object>; now: Date }): Promise<void> {
  await db
    .updateTable('flows')
    .set({ finished_at: now })
    .where('environment_id', '=', db.environmentId)
    .where('id', '=', flow.id)
    .where('finished_at', 'is', null)
    .execute()
}

/**
 * Stores where the flow led, sealed, so that a second submit of the last step gets the same answer. Removes the secret
 * facts, which are no longer needed.
 */
export async function keepResult(
  db: Db,
  { flowId, resultSealed, secrets }: { flowId: string; resultSealed: Buffer; secrets: readonly string[] },
): Promise<void> {
  const removed = sql.join(
    secrets.map((name) => sql` - ${sql.lit(name)}`),
    sql``,
  )
  await db
    .updateTable('flows')
    .set({ result_sealed: resultSealed, facts: sql<string>`facts${removed}` })
    .where('environment_id', '=', db.environmentId)
    .where('id', '=', flowId)
    .execute()
}
