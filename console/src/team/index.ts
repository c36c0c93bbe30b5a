/** The administrators who work on a business, and what each may do. */
export { teamPage } from './team-page.tsx'
