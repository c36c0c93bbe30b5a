import { NotFound } from '#platform/errors'
import { idFromHex } from '#platform/ids'
import { connectionIdOf } from '#domain/identities'
import { METHODS, type Method, type MethodCode } from './method.ts'

/** A method with its id in this environment. */
export interface Connection {
  readonly id: string
  readonly method: Method
}

export function connectionOf({ id, strategy }: { readonly id: string; readonly strategy: string }): Connection {
  return { id, method: methodNamed(strategy) }
}

function methodNamed(strategy: string): Method {
  const found = METHODS.find((method) => method.strategy === strategy)
  if (!found) throw new Error(`there is no method ${strategy}`)
  return found
}

export function connectionIdFromText(text: string): string | undefined {
  return idFromHex(text, 'conn_')
}

/** A connection of another environment is also answered with 404, never with 403 (ATO-11). */
export function noSuchConnection(): NotFound {
  return new NotFound('CONNECTION_NOT_FOUND', 'No such connection.')
}

export interface ConnectionView {
  readonly id: string
  readonly name: string
  readonly display_name: string
  readonly strategy: MethodCode
}

export function viewOf({ id, method: { name, strategy } }: Connection): ConnectionView {
  return { id: connectionIdOf(id), name, display_name: name, strategy }
}
