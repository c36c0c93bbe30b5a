import type { SystemDb, SystemTransaction } from '#platform/db'
import { StartupProblem } from '#platform/errors'
import { registerAlias, registerOrigins } from '#domain/environments'
import { createBusiness } from './create-business.ts'
import { type CreateBusinessContext } from './furnish-business.ts'
import { originUnder } from './origin-under.ts'
import { insertInstallation, readInstallation, writeBaseOrigin } from './queries.ts'
import { listEnvironmentAddresses, type EnvironmentAddress } from './views.ts'

export interface SeededInstallation {
  readonly isNew: boolean
  readonly controlEnvironmentId: string
  readonly controlOrigin: string
  /** A further address of the control environment; undefined where another environment had it before. */
  readonly controlAlias: string | undefined
  /** The environment at the public origin; undefined after its business was deleted. */
  readonly root: { readonly id: string; readonly code: string } | undefined
  /** The origins of the environments of the business at the public origin, by code. */
  readonly origins: ReadonlyMap<string, string>
  readonly productionOrigin: string | undefined
}

export interface Addresses {
  readonly origin: string
  readonly adminOrigin: string
  readonly adminAlias: string | undefined
  readonly isLoopback: boolean
  readonly rootEnvironment: string | undefined
}

/** Hands the results of a first start to the operator; runs in the seeding transaction, before it is committed. */
export type HandOver = (transaction: SystemTransaction, seeded: SeededInstallation) => Promise<void>

/**
 * First start: a business with production and development, and the control environment. Every start: each environment
 * answers at the address that the settings give it, at the addresses it had before, and at no other.
 *
 * One transaction: a server killed in the middle starts as if for the first time.
 */
export async function seedInstallation(
  ctx: Omit<CreateBusinessContext, 'system'> & { readonly system: SystemDb },
  addresses: Addresses,
  handOver: HandOver,
): Promise<SeededInstallation> {
  return ctx.system.transaction().execute(async (system) => {
    const known = await readInstallation(system)
    const controlEnvironmentId = known?.controlEnvironmentId ?? (await createFirst({ ...ctx, system }))
    const all = await listEnvironmentAddresses(system)
    const root = findRoot(all, addresses)
    const addressed = all.map((one) => ({ ...one, origin: originOf(one, root?.id, addresses) }))
    const registered = addressed.map(({ id: environmentId, origin }) => ({ environmentId, origin }))
    await registerOrigins(system, registered, ctx.clock())
    const controlAlias = await registerAlias(system, controlEnvironmentId, {
      origin: addresses.adminAlias,
      now: ctx.clock(),
    })
    await writeBaseOrigin(system, addresses.origin)
    const atRoot = addressed.filter(({ isRootBusiness }) => isRootBusiness)
    const seeded = {
      isNew: known === undefined,
      controlEnvironmentId,
      controlOrigin: addresses.adminOrigin,
      controlAlias,
      root: root && { id: root.id, code: root.code },
      origins: new Map(atRoot.map(({ code, origin }) => [code, origin])),
      productionOrigin: atRoot.find(({ kind }) => kind === 'production')?.origin,
    }
    if (seeded.isNew) await handOver(system, seeded)
    return seeded
  })
}

// On loopback the environment of development must be at the root: `localhost` to `x.localhost` is cross-site.
function originOf(one: EnvironmentAddress, rootId: string | undefined, addresses: Addresses): string {
  if (one.kind === 'control') return addresses.adminOrigin
  return one.id === rootId ? addresses.origin : originUnder(addresses.origin, one)
}

function findRoot(all: readonly EnvironmentAddress[], addresses: Addresses): EnvironmentAddress | undefined {
  const candidates = all.filter((one) => one.isRootBusiness)
  if (candidates.length === 0) return undefined
  const wanted = addresses.rootEnvironment ?? (addresses.isLoopback ? 'development' : 'production')
  const root = candidates.find((one) => one.code === wanted)
  if (root) return root
  const codes = candidates.map((one) => one.code).join(', ')
  throw new StartupProblem(`GATEHOUSE_ROOT_ENVIRONMENT is "${wanted}"; it must be one of ${codes}.`)
}

async function createFirst(ctx: CreateBusinessContext): Promise<string> {
  const root = await createBusiness(ctx, {
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
  await insertInstallation(ctx.system, { controlEnvironmentId, rootBusinessId: root.id, now: ctx.clock() })
  return controlEnvironmentId
}
