/** The queue of the environment: what waits, what runs, what failed. */
export { jobsPage } from './jobs-page.tsx'
