import type { Context } from '#platform/context'
import { openSealer } from '#platform/crypto'
import { findEnvironmentByHost } from '#domain/environments'
import type { TestServer } from './server.ts'

/** Returns the Context that a request to `origin` would get, for operations that no page leads to yet. */
export async function contextOf(server: TestServer, origin = server.origin): Promise<Context> {
  const { services } = server.opened
  const environment = await findEnvironmentByHost(services.database.system, new URL(origin).host)
  if (!environment) throw new Error(`nothing answers at ${origin}`)
  const db = services.database.environment(environment.id, environment.businessId)
  const sealer = await openSealer(db, services.masterKey)
  return { ...services, db, sealer, environment, issuer: origin, requester: { ip: '127.0.0.1', userAgent: '' } }
}
