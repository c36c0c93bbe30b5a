/** Files of users and organizations that are read into an environment: rehearsal, run, rows that were refused. */
export { importsPage } from './imports-page.tsx'
export { newImportPage } from './new-import-page.tsx'
export { importPage } from './import-page.tsx'
