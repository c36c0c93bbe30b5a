/**
 * The business: its details and terms, its environments, and for owners of the installation all its businesses.
 *
 * Operations on businesses are those of the environment of administrators; `InstallationCalls` leads them there.
 */
export { businessPage } from './business-page.tsx'
export { environmentsPage, newEnvironmentPage, renameEnvironmentPage } from './environments-page.tsx'
export { businessesPage, newBusinessPage, renameBusinessPage } from './businesses-page.tsx'
