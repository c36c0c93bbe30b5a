/** The form of a file by its content type. */
export interface FileForm {
  readonly format: 'csv' | 'ndjson'
  readonly charset: string | undefined
}
