import type { Db } from '#platform/db'
import { noSuchPermission, holdPermissions } from '#domain/permissions'

export async function checkGuard(db: Db, businessId: string, id: string | undefined): Promise<void> {
  if (id === undefined) return
  const [guard] = await holdPermissions(db, businessId, [id])
  if (!guard) throw noSuchPermission()
}
