import type { Ending, KeptReferences } from '#platform/db'
import { deleteAllOf } from './queries.ts'
import type { PartitionedTable } from './rules.ts'

/** Ends all rows of one table. */
function everyRowOf(table: PartitionedTable): Ending<string> {
  return { name: table, tables: [table], end: (db) => deleteAllOf(db, table) }
}

/**
 * The parts that end with an environment before its row is removed, in this order; everything else goes with the row by
 * foreign key. A new table of an environment gets such a key, or a part in this list; `test/endings.test.ts` finds
 * tables that have neither.
 */
export const ENVIRONMENT_ENDINGS: readonly Ending<string>[] = [
  everyRowOf('events'),
  everyRowOf('audit_entries'),
  everyRowOf('flow_traces'),
  everyRowOf('mail_messages'),
  everyRowOf('access_tokens'),
]

/** Tables that still name an environment after its deletion. */
export const KEPT_AFTER_AN_ENVIRONMENT: KeptReferences = {
  installation: 'It names the control environment, which is never deleted.',
}
