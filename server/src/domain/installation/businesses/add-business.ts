import type { Context } from '#platform/context'
import { announceChange, enterEnvironment, isUniqueViolation } from '#platform/db'
import { Conflict } from '#platform/errors'
import { recordEvent, type Author } from '#platform/outbox'
import { MANAGEMENT_SCOPES } from '#domain/applications'
import { insertHost } from '#domain/environments'
import { createBusiness } from '../create-business.ts'
import { createManagementClient, type ManagementClient } from '../management-client.ts'
import { readAddressing } from '../managing/views.ts'
import { originUnder } from '../origin-under.ts'
import { areReserved } from '../reserved-addresses.ts'
import { checkAdministers } from './administers.ts'

interface BusinessInput {
  readonly name: string
  readonly hostLabel: string
  readonly author: Author
}

export interface AddedBusiness {
  readonly code: string
  readonly clients: readonly (ManagementClient & { readonly environment: string })[]
}

const ENVIRONMENTS = [
  { kind: 'production', name: 'Production' },
  { kind: 'development', name: 'Development' },
] as const

/**
 * Adds a business with what each starts with (T1-5): production and development, each with keys, a default organization
 * and the properties that are built in, and a client of its Management API. Their addresses are fixed (T1-3).
 * @throws {Forbidden} `CONTROL_ENVIRONMENT_ONLY`
 * @throws {Conflict} `BUSINESS_HOST_TAKEN`, `ENVIRONMENT_ADDRESS_TAKEN`
 */
export async function addBusiness(
  ctx: Pick<Context, 'database' | 'clock' | 'cache' | 'environment' | 'masterKey'>,
  { name, hostLabel, author }: BusinessInput,
): Promise<AddedBusiness> {
  checkAdministers(ctx)
  const { id: actingId, businessId } = ctx.environment
  const now = ctx.clock()
  const added = await ctx.database.system.transaction().execute(async (system) => {
    const { baseOrigin } = await readAddressing(system, businessId)
    const origins = ENVIRONMENTS.map(({ kind }) => originUnder(baseOrigin, { kind, code: kind, hostLabel }))
    if (await areReserved(system, { baseOrigin }, origins)) throw taken()
    const input = { name, hostLabel, environments: ENVIRONMENTS }
    const made = await createBusiness({ ...ctx, system }, input).catch(refuse)
    const clients: AddedBusiness['clients'][number][] = []
    for (const [at, { kind }] of ENVIRONMENTS.entries()) {
      const [environmentId = '', origin = ''] = [made.environmentIds[at], origins[at]]
      await insertHost(system, { environmentId, origin, now })
      const input = { environmentId, origin, scopes: MANAGEMENT_SCOPES, author }
      clients.push({ environment: kind, ...(await createManagementClient({ ...ctx, system }, input)) })
    }
    const db = await enterEnvironment(system, actingId)
    const payload = { code: made.code, name, host_label: hostLabel }
    await recordEvent(db, { type: 'business.created', occurredAt: now, ...author, payload })
    await announceChange(system, 'host:')
    return { code: made.code, clients }
  })
  ctx.cache.drop('host:')
  return added
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
