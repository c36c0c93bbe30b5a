/**
 * Exports as they are asked for: an event and a mail to the owners first, then the lines of `#domain/exports`. Owns no
 * table; nothing leaves before the owners' mail is written (U5-5).
 */
export { announceExport } from './announce-export.ts'
export type { ExportProblem } from './problems.ts'
