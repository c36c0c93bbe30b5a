import { InvalidInput } from '#platform/errors'
import type { Application } from '../application.ts'

type TypedApplication = Pick<Application, 'type'>

/** @throws {InvalidInput} `ACCESS_CONTROL_NOT_SUPPORTED` */
export function checkControllable(application: TypedApplication): void {
  if (hasUsers(application)) return
  throw new InvalidInput(
    'ACCESS_CONTROL_NOT_SUPPORTED',
    'Role-based access control is not supported for this application type',
  )
}

/** @throws {InvalidInput} `APPLICATION_TYPE_NOT_SUPPORTED` */
export function checkEnterable(application: TypedApplication): void {
  if (hasUsers(application)) return
  throw new InvalidInput(
    'APPLICATION_TYPE_NOT_SUPPORTED',
    'Role-based access control is only supported for front-end, back-end, and device applications',
  )
}

function hasUsers({ type }: TypedApplication): boolean {
  return type !== 'm2m'
}

export function rolesRequired(): InvalidInput {
  return new InvalidInput(
    'ACCESS_ROLES_REQUIRED',
    'Add at least one allowed role before enabling role-based access control',
  )
}

/** Refusal to remove the last allowed role while access is controlled: without it no person could enter. */
export function lastRole(): InvalidInput {
  return new InvalidInput('ACCESS_ROLES_REQUIRED', 'With access control at least one role must be allowed to enter.')
}
