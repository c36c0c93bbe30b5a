/**
 * Files of users and organizations, read in the background.
 *
 * A file is kept sealed in pieces while it is received, then read from the first row to the last in batches. Each batch
 * is one transaction: its rows, what was refused of them, how far the file was read. So a process that dies loses
 * nothing and does nothing twice, and memory does not grow with the file. An import adds a user who is there
 * to organizations and changes nothing else of them, sends no mail and fires no `user.created`; no row does more than the caller may. Owns `imports`, `import_parts`,
 * `import_problems` and `import_keys`.
 */
export type { Import, ImportFormat, ImportKind } from './import.ts'
export type { ImportProblem } from './problems.ts'
export { writeUsers, type PreparedUser } from './people/index.ts'
