/** Files of all users and all organizations of an environment. */
export { exportsPage } from './exports-page.tsx'
