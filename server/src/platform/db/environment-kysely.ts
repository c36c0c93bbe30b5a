import { Kysely, type TransactionBuilder } from 'kysely'
import { repeatWhenLost } from './repeat.ts'

/**
 * Repeats a transaction that the database ended in favour of another. So what is done in a transaction must be nothing
 * but statements, and values that it returns: all else would be done twice.
 */
export class RepeatingKysely<DB> extends Kysely<DB> {
  override transaction(): TransactionBuilder<DB> {
    const builder = super.transaction()
    builder.execute = (work) => repeatWhenLost(() => super.transaction().execute(work))
    return builder
  }
}
