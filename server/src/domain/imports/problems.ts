/** The codes of this concept's refusals. */
export type ImportProblem =
  | 'COLUMN_REPEATED'
  | 'CUSTOM_ATTRIBUTES_NOT_SUPPORTED'
  | 'EMPTY_ROW'
  | 'FILE_EMPTY'
  | 'FILE_TOO_LARGE'
  | 'IMPORT_NOT_FOUND'
  | 'INVALID_ROW'
  | 'MALFORMED_FILE'
  | 'TOO_MANY_REFUSED'
  | 'UNKNOWN_CHARSET'
  | 'UNKNOWN_COLUMNS'
  | 'UNSUPPORTED_FILE'
  | 'WRONG_CHARSET'

declare module '#platform/errors' {
  interface ProblemCodes {
    readonly imports: ImportProblem
  }
}
