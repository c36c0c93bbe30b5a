import { InvalidInput } from '#platform/errors'
import type { ImportProblem } from './problems.ts'

/** Why a file cannot be read on: it is the file's fault, so trying again would not help. */
export class FileProblem extends InvalidInput {
  /** The row that shows it; 0 for the line with the names of the columns. */
  readonly row: number | undefined

  constructor(code: ImportProblem, message: string, row?: number) {
    super(code, message)
    this.row = row
  }
}
