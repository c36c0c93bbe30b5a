import { ADDRESSES, SCOPES } from './generated/addresses.ts'
import type { OperationId } from './operation.ts'

/** Whether an operation changes something that exists already. */
export function isUpdate(id: OperationId): boolean {
  return ['PATCH', 'PUT'].includes(ADDRESSES[id][0])
}

/** Returns the scope that an operation needs. */
export function scopeOf(id: OperationId): string {
  return SCOPES[id]
}
