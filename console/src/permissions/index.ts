/** Permissions of a business: the words that code asks for. */
export { editPermissionPage, newPermissionPage, permissionsPage } from './permissions-page.tsx'
