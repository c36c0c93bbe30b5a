import { newCode, newId, newRandomId } from '#platform/ids'
import { insertEnvironment } from '#domain/environments'
import { insertBusiness } from './queries.ts'
import { type CreateBusinessContext, furnishBusiness } from './furnish-business.ts'

export interface NewBusiness {
  readonly name: string
  /** Its host: `<label>.<base host>`. Fixed once chosen. */
  readonly hostLabel: string
  readonly environments: readonly { readonly kind: 'production' | 'development' | 'control'; readonly name: string }[]
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
    await furnishBusiness(ctx, id, input.name)
    environmentIds.push(id)
  }
  return { id: business.id, code: business.code, environmentIds }
}
