/** Applications of an environment: the OAuth clients that people and machines sign in to. */
export { applicationsPage, newApplicationPage } from './applications-page.tsx'
export { applicationPage } from './application-page.tsx'
export { applicationTokensPage } from './application-tokens-tab.tsx'
export { quickStartPage } from './quick-start-tab.tsx'
