/** APIs of an environment: their audience, their scopes, and the applications that may ask for them. */
export { apiApplicationsPage } from './api-applications-tab.tsx'
export { apiPage } from './api-page.tsx'
export { apiScopePage, apiScopesPage, newApiScopePage } from './api-scopes-tab.tsx'
export { apisPage, newApiPage } from './apis-page.tsx'
