import type { Application } from '../application.ts'

type ControlledApplication = Pick<Application, 'settings' | 'accessRoleIds'>

/** The roles of which one is needed to sign in to an application; undefined where everybody may. */
export function requiredRoles({ settings, accessRoleIds }: ControlledApplication): readonly string[] | undefined {
  return settings.values.isAccessControlEnabled ? accessRoleIds : undefined
}

/**
 * Whether somebody with these roles in the organization they sign in to may sign in to an application: where access
 * control is on, they need one of its access roles. A sign-in without an organization has no roles.
 */
export function mayEnter(application: ControlledApplication, roles: readonly { readonly id: string }[]): boolean {
  const required = requiredRoles(application)
  return required === undefined || roles.some(({ id }) => required.includes(id))
}
