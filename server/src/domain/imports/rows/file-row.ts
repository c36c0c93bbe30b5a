/** One row of a file; what is not a row at all has a problem instead. */
export interface FileRow {
  readonly record: unknown
  readonly problem?: string
  /** Bytes from where reading began to the end of this row. */
  readonly endsAt: number
}
