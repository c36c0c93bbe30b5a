import type { Application } from '../application.ts'

/**
 * Whether somebody with these roles in the organization they sign in to may sign in to an application (compat section 7).
 * Who signs in to no organization has none.
 */
export function mayEnter(
  { settings, accessRoleIds }: Pick<Application, 'settings' | 'accessRoleIds'>,
  roles: readonly { readonly id: string }[],
): boolean {
  return !settings.values.isAccessControlEnabled || roles.some(({ id }) => accessRoleIds.includes(id))
}
