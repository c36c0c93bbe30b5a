/** Values for code that runs in an environment. */
export { environmentVariablesPage, newEnvironmentVariablePage, editEnvironmentVariablePage } from './variables-page.tsx'
