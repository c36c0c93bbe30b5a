import type { Context } from '#platform/context'
import { announceChange, enterEnvironment, isUniqueViolation } from '#platform/db'
import { Conflict } from '#platform/errors'
import { recordEvent, type Author } from '#platform/outbox'
import { createBusiness } from '../create-business.ts'
import { insertHost, readAddressing } from '../managing/queries.ts'
import { originUnder } from '../origin-under.ts'
import { areReserved } from '../reserved-addresses.ts'
import { checkAdministers } from './administers.ts'

interface AddedBusiness {
  readonly name: string
  readonly hostLabel: string
  readonly author: Author
}

const ENVIRONMENTS = [
  { kind: 'production', name: 'Production' },
  { kind: 'development', name: 'Development' },
] as const

/**
 * Adds a business with what each starts with (T1-5): production and development, each with keys, a default organization
 * and the properties that are built in. Their addresses are fixed (T1-3).
 *
 * @returns its code
 * @throws {Forbidden} `CONTROL_ENVIRONMENT_ONLY`
 * @throws {Conflict} `BUSINESS_HOST_TAKEN`, `ENVIRONMENT_ADDRESS_TAKEN`
 */
export async function addBusiness(
  ctx: Pick<Context, 'database' | 'clock' | 'cache' | 'environment' | 'masterKey'>,
  { name, hostLabel, author }: AddedBusiness,
): Promise<string> {
  checkAdministers(ctx)
  const { id: actingId, businessId } = ctx.environment
  const now = ctx.clock()
  const code = await ctx.database.system.transaction().execute(async (system) => {
    const { baseOrigin } = await readAddressing(system, businessId)
    const origins = ENVIRONMENTS.map(({ kind }) => originUnder(baseOrigin, { kind, code: kind, hostLabel }))
    if (await areReserved(system, { baseOrigin }, origins)) throw taken()
    const input = { name, hostLabel, environments: ENVIRONMENTS }
    const made = await createBusiness({ ...ctx, system }, input).catch(refuse)
    for (const [at, environmentId] of made.environmentIds.entries()) {
      await insertHost(system, { environmentId, origin: origins[at] ?? '', now })
    }
    await enterEnvironment(system, actingId)
    const payload = { code: made.code, name, host_label: hostLabel }
    await recordEvent(system, actingId, { type: 'business.created', occurredAt: now, ...author, payload })
    await announceChange(system, 'host:')
    return made.code
  })
  ctx.cache.drop('host:')
  return code
}

function taken(options?: ErrorOptions): Conflict {
  const message =
    'Another business has this host label, or addresses that would come out of it, or had it until lately.'
  return new Conflict('BUSINESS_HOST_TAKEN', message, options)
}

function refuse(cause: unknown): never {
  if (isUniqueViolation(cause, 'businesses_host_label_key')) throw taken({ cause })
  throw cause
}
