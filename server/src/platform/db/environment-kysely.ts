import { Kysely, type KyselyConfig, type Transaction, type TransactionBuilder } from 'kysely'
import type { Scope } from './dialect.ts'
import { repeatWhenLost } from './repeat.ts'
import type { DB } from './tables.generated.ts'

interface EnvironmentBinding {
  /** The environment that row-level security binds this to. */
  readonly environmentId: string
  /** How `run` sends batches; undefined in a transaction, whose statements stay with it. */
  readonly scope: Scope | undefined
}

/** A connection or a transaction, bound to one environment; queries cannot tell which. */
export interface Db extends Kysely<DB>, EnvironmentBinding {
  transaction(): Transactions
}

interface Transactions extends TransactionBuilder<DB> {
  execute<T>(work: (db: Transaction<DB> & EnvironmentBinding) => Promise<T>): Promise<T>
}

/** Work without an environment; row-level security does not bind it. */
export type SystemDb = Kysely<DB>

export type SystemTransaction = Transaction<DB>

/**
 * Repeats a transaction that the database ended in favour of another. So the work of a transaction must consist of
 * statements and values that it returns; anything else would be done twice.
 */
export class RepeatingKysely extends Kysely<DB> {
  override transaction(): TransactionBuilder<DB> {
    const builder = super.transaction()
    builder.execute = (work) => repeatWhenLost(() => super.transaction().execute(work))
    return builder
  }
}

/** A connection to one environment. */
export class EnvironmentKysely extends RepeatingKysely implements EnvironmentBinding {
  readonly environmentId: string
  readonly scope: Scope | undefined

  constructor(config: KyselyConfig, environmentId: string, scope?: Scope) {
    super(config)
    this.environmentId = environmentId
    this.scope = scope
  }

  override transaction(): Transactions {
    return Object.assign(super.transaction(), {
      execute: <T>(work: (db: Transaction<DB> & EnvironmentBinding) => Promise<T>) =>
        super.transaction().execute((transaction) => work(inEnvironment(transaction, this.environmentId))),
    })
  }
}

/** Returns a transaction with the environment that it is bound to. */
export function inEnvironment<T extends SystemTransaction>(
  transaction: T,
  environmentId: string,
): T & EnvironmentBinding {
  return Object.assign(transaction, { environmentId, scope: undefined })
}
