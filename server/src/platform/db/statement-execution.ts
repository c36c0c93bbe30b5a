import { CompiledQuery } from 'kysely'
import type { Openings } from './batches.ts'
import type { Scope, StatementQuery } from './dialect.ts'
import type { Db } from './environment-kysely.ts'
import { orderedValues, type Arguments, type ParameterTypes } from './parameters.ts'
import { valuesOf } from './pipeline.ts'
import type { Batch, PreparedText, Statement } from './statement.ts'

/**
 * Runs a statement and returns its rows: in the caller's transaction, or else as a transaction of its own, which travels in
 * a batch where the statement says so.
 */
export async function run<Row, P extends ParameterTypes>(
  db: Db,
  { plan, batch, names, forms }: Statement<Row, P>,
  given: Arguments<P>,
): Promise<Row[]> {
  const values = orderedValues(names, db.environmentId, given)
  if (db.scope && batch) {
    const { rows } = await db.scope.batches.run(forms, valuesOf(values), openingsOf(db.scope, batch))
    return rows
  }
  const query = db.isTransaction
    ? queryOf(forms.inTransaction, values, { isGeneric: plan === 'generic' })
    : queryOf(forms.alone, values)
  const { rows } = await db.executeQuery<Row>(query)
  return rows
}

/**
 * Runs a statement in the caller's transaction without waiting for it: it leaves with the next statement, or with the
 * commit, which saves a round trip. It has a generic plan. Its error is thrown there, so use it only where no caller handles
 * one. Outside of a transaction it runs at once.
 */
export async function runLater<P extends ParameterTypes>(
  db: Db,
  { names, forms }: Statement<unknown, P>,
  given: Arguments<P>,
): Promise<void> {
  const values = orderedValues(names, db.environmentId, given)
  await db.executeQuery(queryOf(forms.later, values, { isGeneric: true, isLater: true }))
}

// A write that waits long for a lock is taken back, so that it does not hold up the rest of its batch; it runs again alone,
// where it may wait.
function openingsOf({ opening, openingForReads, openingForWrites }: Scope, batch: Batch): Openings {
  return batch === 'reads' ? { together: openingForReads } : { together: openingForWrites, alone: opening }
}

interface ExecutionOptions {
  readonly isGeneric?: boolean
  readonly isLater?: boolean
}

function queryOf(
  { name, text }: PreparedText,
  values: readonly unknown[],
  { isGeneric = false, isLater = false }: ExecutionOptions = {},
): StatementQuery {
  return { ...CompiledQuery.raw(text, [...values]), sending: { name, isGeneric, isLater } }
}
