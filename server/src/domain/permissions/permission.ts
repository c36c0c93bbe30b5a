import { NotFound } from '#platform/errors'
import { idFromHex, isId } from '#platform/ids'

/** What may be done, by the word of the product that asks. */
export interface Permission {
  readonly id: string
  readonly key: string
  readonly name: string
  readonly description: string
}

/** On the wire an id is a UUID; the form of the Account API, `perm_` and 32 hexadecimal digits, is taken too. */
export function permissionIdFromText(text: string): string {
  const id = permissionIdIn(text)
  if (id === undefined) throw noSuchPermission()
  return id
}

/** Undefined for text that is no id. */
export function permissionIdIn(text: string): string | undefined {
  return isId(text) ? text : idFromHex(text, 'perm_')
}

/** Also what one of another business is: 404, never 403 (ATO-11). */
export function noSuchPermission(): NotFound {
  return new NotFound('PERMISSION_NOT_FOUND', 'No such permission.')
}
