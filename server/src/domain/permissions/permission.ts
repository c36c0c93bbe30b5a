import { NotFound } from '#platform/errors'
import { idFromHex, isId } from '#platform/ids'

/** A right, named by a key of the product that checks it. */
export interface Permission {
  readonly id: string
  readonly key: string
  readonly name: string
  readonly description: string
}

/** On the wire an id is a UUID; the form of the Account API, `perm_` and 32 hexadecimal digits, is accepted too. */
export function permissionIdFromText(text: string): string {
  const id = permissionIdIn(text)
  if (id === undefined) throw noSuchPermission()
  return id
}

/** Returns undefined for text that is not an id. */
export function permissionIdIn(text: string): string | undefined {
  return isId(text) ? text : idFromHex(text, 'perm_')
}

/** A permission of another business is also answered with 404, never with 403 (ATO-11). */
export function noSuchPermission(): NotFound {
  return new NotFound('PERMISSION_NOT_FOUND', 'No such permission.')
}
