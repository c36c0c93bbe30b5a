import { createBusiness, type CreateBusinessContext } from './create-business.ts'
import { insertInstallation, listEnvironmentAddresses, readInstallation, registerOrigins } from './queries.ts'

export interface SeededInstallation {
  readonly isNew: boolean
  readonly controlEnvironmentId: string
  readonly controlOrigin: string
  /** The environment that answers at the public origin. */
  readonly rootEnvironmentId: string
  readonly rootEnvironmentCode: string
  readonly productionOrigin: string | undefined
}

export interface Addresses {
  readonly origin: string
  readonly adminOrigin: string
  readonly isLoopback: boolean
  readonly rootEnvironment: string | undefined
}

/**
 * First start: a business with production and development, and the control environment. Every start: each environment
 * answers at the address that the settings give it, at the addresses it had before, and at no other.
 */
export async function seedInstallation(
  ctx: CreateBusinessContext,
  addresses: Addresses,
): Promise<SeededInstallation> {
  const { system } = ctx
  const known = await readInstallation(system)
  const controlEnvironmentId = known?.controlEnvironmentId ?? (await system.transaction().execute((db) => createFirst({ ...ctx, system: db })))
  const all = await listEnvironmentAddresses(system)
  const wanted = addresses.rootEnvironment ?? (addresses.isLoopback ? 'development' : 'production')
  const root = all.find((one) => one.isFirstBusiness && one.code === wanted)
  if (!root) throw new UnknownRootEnvironment(wanted, all.filter((one) => one.isFirstBusiness).map((one) => one.code))
  const origins = all.map((one) => ({ environmentId: one.id, origin: originOf(one, root.id, addresses) }))
  await registerOrigins(system, origins, ctx.clock())
  const production = all.find((one) => one.isFirstBusiness && one.kind === 'production')
  return {
    isNew: known === undefined,
    controlEnvironmentId,
    controlOrigin: addresses.adminOrigin,
    rootEnvironmentId: root.id,
    rootEnvironmentCode: root.code,
    productionOrigin: origins.find(({ environmentId }) => environmentId === production?.id)?.origin,
  }
}

/** GATEHOUSE_ROOT_ENVIRONMENT names an environment that does not exist. */
export class UnknownRootEnvironment extends Error {
  constructor(wanted: string, codes: readonly string[]) {
    super(`GATEHOUSE_ROOT_ENVIRONMENT is "${wanted}"; it must be one of ${codes.join(', ')}.`)
  }
}

async function createFirst(ctx: CreateBusinessContext): Promise<string> {
  await createBusiness(ctx, {
    name: 'My business',
    hostLabel: 'my-business',
    environments: [
      { kind: 'production', name: 'Production' },
      { kind: 'development', name: 'Development' },
    ],
  })
  const control = await createBusiness(ctx, {
    name: 'Gatehouse',
    hostLabel: 'admin',
    environments: [{ kind: 'control', name: 'Control' }],
  })
  const [controlEnvironmentId] = control.environmentIds
  if (controlEnvironmentId === undefined) throw new Error('the control environment was not created')
  await insertInstallation(ctx.system, controlEnvironmentId, ctx.clock())
  return controlEnvironmentId
}

// On loopback the environment one develops against must be at the root: `localhost` to `x.localhost` is cross-site.
function originOf(
  one: { id: string; kind: string; code: string; hostLabel: string },
  rootId: string,
  { origin, adminOrigin, isLoopback }: Addresses,
): string {
  if (one.kind === 'control') return adminOrigin
  if (one.id === rootId) return origin
  const url = new URL(origin)
  const label = one.kind === 'production' ? one.hostLabel : `${one.hostLabel}-${one.code}`
  url.hostname = isLoopback ? `${label}.localhost` : `${label}.${url.hostname}`
  return url.origin
}
