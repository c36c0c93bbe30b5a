import { NotFound } from '#platform/errors'
import { hexOf, idFromHex } from '#platform/ids'
import type { Author } from '#platform/outbox'

export type ImportKind = 'users' | 'organizations'
export type ImportFormat = 'csv' | 'ndjson'

/** The progress and the result of reading a file of rows. */
export interface Import {
  readonly id: string
  readonly kind: ImportKind
  readonly format: ImportFormat
  /** A rehearsal checks everything and writes nothing. */
  readonly isDryRun: boolean
  readonly state: 'receiving' | 'queued' | 'running' | 'wrapping' | 'finished' | 'failed'
  readonly sizeBytes: number
  readonly doneBytes: number
  readonly doneRows: number
  readonly createdRows: number
  /** Rows of users who existed already; nothing was done for them. */
  readonly existingRows: number
  readonly refusedRows: number
  /** Passwords that are fast to guess, and the number of them that are not wrapped yet. */
  readonly sealedRows: number
  readonly waitingRows: number
  readonly createdAt: Date
  readonly finishedAt: Date | undefined
}

/** An import with everything that the reader needs. */
export interface OpenImport extends Import {
  readonly scopes: ReadonlySet<string>
  readonly author: Author
  /** The sealed text before the rows, once the first rows were read. */
  readonly headerSealed: Buffer | undefined
}

/** The reason why a row was refused. */
export interface Problem {
  readonly row: number
  readonly code: string
  readonly message: string
}

/** The job that reads a file; `worker.ts` maps it to its handler. */
export const RUN_IMPORT = 'run_import'

export function importIdOf(id: string): string {
  return `import_${hexOf(id)}`
}

export function importIdFromText(text: string): string | undefined {
  return idFromHex(text, 'import_')
}

/** An import of another environment is also answered with 404, never with 403 (ATO-11). */
export function noSuchImport(): NotFound {
  return new NotFound('IMPORT_NOT_FOUND', 'No such import.')
}
