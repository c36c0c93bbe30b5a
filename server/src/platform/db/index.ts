/**
 * PostgreSQL: pool, environment in each transaction, statements, migrations, table types.
 *
 * Role and environment are set inside each transaction and never on the session, so that nothing can leak across requests,
 * rollbacks or a pooler in transaction mode. They travel in one pipeline with the first statement, which makes a lone
 * statement a transaction of one round trip. Row-level security refuses the rows of other environments. A `Db` carries the
 * environment that it is bound to. Work without an environment goes through `system`, which only the files named in the
 * boundary rules may use. Refuses to start where row-level security would not bind request work.
 *
 * A statement is written with Kysely or, on hot paths, where building the text costs more than running it, declared with
 * `statement` and sent with `run`. All but `custom` ones are prepared once per connection.
 *
 * | statement                | outside of a transaction                                          | in a transaction |
 * | ------------------------ | ----------------------------------------------------------------- | ---------------- |
 * | Kysely's, `plan: 'auto'` | own connection; PostgreSQL chooses the plan                       | the same         |
 * | `plan: 'generic'`        | the same                                                          | generic plan     |
 * | … and `batch: 'reads'`   | with other reads of its environment; generic plan                 | generic plan     |
 * | … and `batch: 'writes'`  | with other writes of it; after 50 ms of waiting for a lock, alone | generic plan     |
 * | `plan: 'custom'`         | own connection; parsed and planned at each run                    | the same         |
 *
 * In a batch, reads that differ in their values only become one statement with arrays of these values. `runLater` does not
 * wait: the statement leaves with the next one of its transaction, or with the commit, and has a generic plan.
 */
export { openDatabase, type Database, type DatabaseOptions } from './database.ts'
export { EnvironmentKysely, type Db, type SystemDb, type SystemTransaction } from './environment-kysely.ts'
export { announceChange } from './announce-change.ts'
export { endInOrder, type Ending, type KeptReferences } from './ending.ts'
export { enterEnvironment } from './enter-environment.ts'
export { keepIf } from './keep-if.ts'
export { listen } from './listen.ts'
export { CollectedParameters, type Arguments, type ParameterTypes, type Placeholders } from './parameters.ts'
export { batchedReads, rowOf, statement, type Statement } from './statement.ts'
export { run, runLater } from './statement-execution.ts'
export { probe } from './probe.ts'
export { migrate } from './migrate.ts'
export { keysetOf, writtenLimit, type ListPage } from './keyset.ts'
export { readNewest, type NewestRows, type TimePlace } from './newest-first.ts'
export { isUniqueViolation, goneReference, isUnavailable } from './errors.ts'
export type { DB as Tables } from './tables.generated.ts'
export { sql } from 'kysely'
