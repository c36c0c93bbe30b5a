import { NotFound } from '#platform/errors'
import { idFromHex, isId } from '#platform/ids'

/** A named set of permissions, given to members of organizations. */
export interface Role {
  readonly id: string
  readonly key: string
  readonly name: string
  readonly description: string
  /** Given to every new member of an organization. */
  readonly isDefault: boolean
  /** Given to whoever creates an organization. */
  readonly isAssignedToCreator: boolean
  /** Only who has this permission may give the role to others. */
  readonly assignmentPermissionId: string | undefined
}

/** On the wire an id is a UUID; the form of the Account API, `role_` and 32 hexadecimal digits, is taken too. */
export function roleIdFromText(text: string): string {
  const id = isId(text) ? text : idFromHex(text, 'role_')
  if (id === undefined) throw noSuchRole()
  return id
}

/** Also what one of another business is: 404, never 403 (ATO-11). */
export function noSuchRole(): NotFound {
  return new NotFound('ROLE_NOT_FOUND', 'No such role.')
}
