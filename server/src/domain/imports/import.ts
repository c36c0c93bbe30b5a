import { NotFound } from '#platform/errors'
import { hexOf, idFromHex } from '#platform/ids'
import type { Author } from '#platform/outbox'

export type ImportKind = 'users' | 'organizations'
export type ImportFormat = 'csv' | 'ndjson'

/** How far a file of rows was read, and what became of them. */
export interface Import {
  readonly id: string
  readonly kind: ImportKind
  readonly format: ImportFormat
  /** A rehearsal: everything is checked, nothing is written. */
  readonly isDryRun: boolean
  readonly state: 'receiving' | 'queued' | 'running' | 'wrapping' | 'finished' | 'failed'
  readonly sizeBytes: number
  readonly doneBytes: number
  readonly doneRows: number
  readonly createdRows: number
  /** Rows of somebody who was there already: nothing was done. */
  readonly existingRows: number
  readonly refusedRows: number
  /** Passwords that are fast to guess, and how many of them still wait to be wrapped. */
  readonly sealedRows: number
  readonly waitingRows: number
  readonly createdAt: Date
  readonly finishedAt: Date | undefined
}

/** What reading it needs beside. */
export interface OpenImport extends Import {
  readonly scopes: ReadonlySet<string>
  readonly author: Author
  /** What stands before the rows, where the first ones were read already. */
  readonly headerSealed: Buffer | undefined
}

/** Why a row was refused. */
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

/** Also what one of another environment is: 404, never 403 (ATO-11). */
export function noSuchImport(): NotFound {
  return new NotFound('IMPORT_NOT_FOUND', 'No such import.')
}
