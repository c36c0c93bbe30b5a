import { InvalidInput } from '#platform/errors'
import type { Application } from '../application.ts'

/** @throws {InvalidInput} `ACCESS_CONTROL_NOT_SUPPORTED` */
export function checkHasUsers({ type }: Pick<Application, 'type'>): void {
  if (type !== 'm2m' && type !== 'device') return
  throw new InvalidInput(
    'ACCESS_CONTROL_NOT_SUPPORTED',
    'Applications of this type have no users to control access of.',
  )
}

export function rolesRequired(): InvalidInput {
  return new InvalidInput('ACCESS_ROLES_REQUIRED', 'With access control at least one role must be allowed to enter.')
}
