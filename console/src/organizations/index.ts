/** Organizations of an environment, and who is a member of each with which roles. */
export { newOrganizationPage, organizationsPage } from './organizations-page.tsx'
export { organizationPage } from './organization-page.tsx'
export { organizationMembersPage } from './organization-members-tab.tsx'
