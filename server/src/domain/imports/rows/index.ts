/**
 * The rows of a file, one after the other, each with the place in the file where it ends: there reading can go on.
 */
export { checkColumns, columnNames } from './columns.ts'
export { readCsv, type CsvForm } from './read-csv.ts'
export { readNdjson } from './read-ndjson.ts'
export type { FileRow } from './file-row.ts'
