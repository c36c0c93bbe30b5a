/**
 * PostgreSQL: pool, environment in each transaction, prepared statements, migrations, table types.
 *
 * The environment is set inside each transaction and never on the session, so that nothing can leak across requests,
 * rollbacks or a pooler in transaction mode. Role, environment and a lone statement are one transaction and one round
 * trip; short ones of several requests share a write, those of one environment a transaction, and those that ask the same of
 * other keys are one statement. A transaction of several statements begins with the first of them. Row-level security
 * refuses the rest. Work without an environment goes through `system`, which only the files named in the boundary rules
 * may use. Refuses to start where row-level security would not bind request work.
 */
export { openDatabase, type Database, type Db, type DatabaseOptions } from './database.ts'
export { FRESH_PLAN } from './dialect.ts'
export { announceChange } from './announce-change.ts'
export { enterEnvironment } from './enter-environment.ts'
export { keepIf } from './keep-if.ts'
export { listen } from './listen.ts'
export { declaredReads, keyedInsert, keyedRead, keyedWrite, type KeyedStatement } from './statement.ts'
export { probe } from './probe.ts'
export { changeRows, readList, readRows, writeLater, writeRows } from './run-statement.ts'
export { migrate } from './migrate.ts'
export { keysetOf, writtenLimit, type ListPage } from './keyset.ts'
export { isUniqueViolation, goneReference, isUnavailable } from './errors.ts'
export type { DB as Tables } from './tables.generated.ts'
export { sql } from 'kysely'
