/** People of an environment: who they are, how they sign in, where they are signed in. */
export { newUserPage, usersPage } from './users-page.tsx'
export { userPage } from './user-page.tsx'
export { userOrganizationsPage } from './user-organizations-tab.tsx'
export { userPermissionsPage } from './user-permissions-tab.tsx'
export { userFlagsPage } from './user-flags-tab.tsx'
export { userPropertiesPage } from './user-properties-tab.tsx'
export { userEventsPage, userSignInsPage } from './user-activity-tabs.tsx'
export { userSessionsPage } from './user-sessions-tab.tsx'
