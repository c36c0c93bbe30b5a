import { SCOPES } from './generated/addresses.ts'
import type { OperationId } from './operation.ts'

/** Returns the scope that an operation needs. */
export function scopeOf(id: OperationId): string {
  return SCOPES[id]
}
