/** People of an environment: who they are, how they sign in, where they are signed in. */
export { newUserPage, usersPage } from './users-page.tsx'
export { userPage } from './user-page.tsx'
export { userSessionsPage } from './user-sessions-tab.tsx'
