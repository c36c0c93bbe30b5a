import type { Context } from '#platform/context'
import type { Sealer } from '#platform/crypto'
import type { OpenImport } from './import.ts'
import type { HashConfig } from './people/index.ts'
import type { CsvForm } from './rows/index.ts'

/** The dependencies of a reader. */
export type ReaderContext = Pick<Context, 'db' | 'clock'> & {
  readonly sealer: Sealer
  readonly environment: { readonly id: string; readonly businessId: string }
}

/** The text before the rows. */
export interface Header {
  csv?: CsvForm
  hashConfig?: HashConfig
}

export interface ReadProgress {
  readonly open: OpenImport
  readonly header: Header
  /** The place up to which everything is written. */
  doneBytes: number
  doneRows: number
  refusedRows: number
}

export const headerPurposeOf = (importId: string) => `imports.header_sealed:${importId}`
