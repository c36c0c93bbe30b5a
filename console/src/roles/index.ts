/**
 * Roles of a business: what they are called, who gets them, and which permissions they give.
 *
 * The model for other concepts: a page per tab, a form per operation, texts in one file, problems chosen by code.
 */
export { newRolePage, rolesPage } from './roles-page.tsx'
export { rolePage } from './role-page.tsx'
export { rolePermissionsPage } from './role-permissions-tab.tsx'
