import type { Sealer } from '#platform/crypto'
import { NotFound } from '#platform/errors'
import { hexOf, idFromHex } from '#platform/ids'

export interface EnvironmentVariable {
  readonly id: string
  readonly key: string
  readonly isSecret: boolean
  readonly sealedValue: Uint8Array
  readonly createdAt: Date
}

const PREFIX = 'env_var_'

export function variableIdOf(id: string): string {
  return PREFIX + hexOf(id)
}

/** @throws {NotFound} text of another form names nothing, so it is answered like an unknown id */
export function variableIdFromText(text: string): string {
  const id = idFromHex(text, PREFIX)
  if (id === undefined) throw noSuchVariable()
  return id
}

export function noSuchVariable(): NotFound {
  return new NotFound('ENVIRONMENT_VARIABLE_NOT_FOUND', 'There is no such environment variable.')
}

export function sealValue(sealer: Sealer, id: string, value: string): Buffer {
  return sealer.seal(purposeOf(id), value)
}

/** Returns the value as it may be shown: nothing for a secret one (T3-3). */
export function shownValueOf(sealer: Sealer, { id, isSecret, sealedValue }: EnvironmentVariable): string | undefined {
  return isSecret ? undefined : sealer.open(purposeOf(id), sealedValue)
}

function purposeOf(id: string): string {
  return `environment_variables.sealed_value:${id}`
}
