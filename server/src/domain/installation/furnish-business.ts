import { createDataKey, openSealer, type MasterKey } from '#platform/crypto'
import { enterEnvironment, type SystemTransaction } from '#platform/db'
import { seedConnections } from '#domain/connections'
import { createDefaultOrganization } from '#domain/organizations'
import { seedBuiltInProperties } from '#domain/properties'
import { createSigningKey } from '#domain/signing-keys'
import type { Clock } from '#platform/clock'

/** Gives a new environment its keys, default organization, built-in properties and connections. */
export async function furnishBusiness(
  ctx: CreateBusinessContext,
  environmentId: string,
  businessName: string,
): Promise<void> {
  const now = ctx.clock()
  const db = await enterEnvironment(ctx.system, environmentId)
  await createDataKey(db, { masterKey: ctx.masterKey, now })
  const sealer = await openSealer(db, ctx.masterKey)
  await createSigningKey({ db, sealer, clock: ctx.clock, environment: { id: environmentId } })
  await createDefaultOrganization(db, { name: businessName, now })
  await seedBuiltInProperties(db, now)
  await seedConnections(db, now)
}

export interface CreateBusinessContext {
  /** A system transaction: a business without its environments, or an environment without its keys, must not remain. */
  readonly system: SystemTransaction
  readonly clock: Clock
  readonly masterKey: MasterKey
}
