/** What the content type says of a file. */
export interface FileForm {
  readonly format: 'csv' | 'ndjson'
  readonly charset: string | undefined
}
