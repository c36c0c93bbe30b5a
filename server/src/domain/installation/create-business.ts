import type { Clock } from '#platform/clock'
import { createDataKey, openSealer, type MasterKey } from '#platform/crypto'
import { enterEnvironment, type SystemTransaction } from '#platform/db'
import { newCode, newId, newRandomId } from '#platform/ids'
import { createDefaultOrganization } from '#domain/organizations'
import { seedBuiltInProperties } from '#domain/properties'
import { createSigningKey } from '#domain/signing-keys'
import { insertEnvironment } from '#domain/environments'
import { insertBusiness } from './queries.ts'

export interface NewBusiness {
  readonly name: string
  /** Its host: `<label>.<base host>`. Fixed once chosen. */
  readonly hostLabel: string
  readonly environments: readonly { readonly kind: 'production' | 'development' | 'control'; readonly name: string }[]
}

export interface CreateBusinessContext {
  /** A system transaction: a business without its environments, or an environment without its keys, must not remain. */
  readonly system: SystemTransaction
  readonly clock: Clock
  readonly masterKey: MasterKey
}

/** Creates a business and its environments, each with keys, default organization and built-in properties. */
export async function createBusiness(
  ctx: CreateBusinessContext,
  input: NewBusiness,
): Promise<{ readonly id: string; readonly code: string; readonly environmentIds: readonly string[] }> {
  const business = { id: newId(), code: newCode('bus_'), createdAt: ctx.clock() }
  await insertBusiness(ctx.system, { ...business, name: input.name, hostLabel: input.hostLabel })
  const environmentIds: string[] = []
  for (const { kind, name } of input.environments) {
    const id = newRandomId()
    await insertEnvironment(ctx.system, {
      id,
      businessId: business.id,
      code: kind,
      name,
      kind,
      createdAt: business.createdAt,
    })
    await furnish(ctx, id, input.name)
    environmentIds.push(id)
  }
  return { id: business.id, code: business.code, environmentIds }
}

/** Gives a new environment its keys, default organization and built-in properties. */
export async function furnish(ctx: CreateBusinessContext, environmentId: string, businessName: string): Promise<void> {
  const now = ctx.clock()
  const db = await enterEnvironment(ctx.system, environmentId)
  await createDataKey(db, environmentId, { masterKey: ctx.masterKey, now })
  const sealer = await openSealer(db, environmentId, ctx.masterKey)
  await createSigningKey({ db, sealer, clock: ctx.clock, environment: { id: environmentId } })
  await createDefaultOrganization(db, { environmentId, name: businessName, now })
  await seedBuiltInProperties(db, environmentId, now)
}
