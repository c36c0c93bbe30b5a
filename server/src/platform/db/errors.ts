import pg from 'pg'

export function isUniqueViolation(error: unknown, constraint: string): boolean {
  return error instanceof pg.DatabaseError && error.code === '23505' && error.constraint === constraint
}

/**
 * Returns by which column something was named that another request deleted at the same moment; undefined for every other
 * error. The names of foreign keys end in their column.
 */
export function goneReference(error: unknown): 'application' | 'other' | undefined {
  if (!(error instanceof pg.DatabaseError) || error.code !== '23503') return undefined
  return error.constraint?.endsWith('_application_id_fkey') === true ? 'application' : 'other'
}

/**
 * Connection lost, server shutting down or starting, too many connections, a wait that was cut, or two transactions of
 * which the other went on: nothing was done, and it may be asked again.
 */
export function isUnavailable(error: unknown): boolean {
  if (error instanceof pg.DatabaseError) return /^(08|53|57|40001|40P01)/.test(error.code ?? '')
  if (!(error instanceof Error)) return false
  const code = 'code' in error ? String(error.code) : ''
  return (
    /^(ECONN|EPIPE|ENOENT|ETIMEDOUT|EAI_AGAIN|ENOTFOUND|EHOSTUNREACH)/.test(code) ||
    /Connection terminated|timeout exceeded when trying to connect/.test(error.message)
  )
}
