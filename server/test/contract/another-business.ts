import { createBusiness } from '#domain/installation'
import type { TestServer } from '../server.ts'

/** A business beside the first; returns where its production environment answers. */
export async function anotherBusiness(server: TestServer, label = 'other'): Promise<string> {
  const { services } = server.opened
  const created = await services.database.system
    .transaction()
    .execute((system) =>
      createBusiness(
        { ...services, system },
        { name: label, hostLabel: label, environments: [{ kind: 'production', name: 'Production' }] },
      ),
    )
  const origin = `http://${label}.localhost:3000`
  await server.query(
    `insert into hosts (host, environment_id, origin, is_built_in, is_primary, created_at)
     values ($1, $2, $3, true, true, now())`,
    [new URL(origin).host, created.environmentIds[0], origin],
  )
  return origin
}
