import type { Context } from '#platform/context'
import { announceChange, enterEnvironment, isUniqueViolation } from '#platform/db'
import { Conflict, InvalidInput } from '#platform/errors'
import { newRandomId } from '#platform/ids'
import { recordEvent, type Author } from '#platform/outbox'
import { addressTaken, insertEnvironment, insertHost } from '#domain/environments'
import { furnishBusiness } from '../furnish-business.ts'
import { createManagementClient, type ManagementClient } from '../management-client.ts'
import { originUnder } from '../origin-under.ts'
import { areReserved } from '../reserved-addresses.ts'
import { readAddressing } from './views.ts'

interface NewEnvironment {
  readonly name: string
  readonly code: string
  readonly author: Author
  /** The scopes that the actor's own token holds: its client gets these and no others. */
  readonly held: ReadonlySet<string>
}

/** A label of a host name is not longer (RFC 1035 section 2.3.4). */
const LABEL_LENGTH = 63

/**
 * Adds an environment beside the others of the business (T2-3), with keys, a default organization and the properties
 * that are built in, and a client of its Management API. Its address is fixed. The client may do what the actor may:
 * roles, permissions and feature flags are the business's, so with more it would reach the other environments (ATO-24).
 *
 * @returns its client, with where it answers
 * @throws {InvalidInput} `ENVIRONMENT_ADDRESS_TOO_LONG`
 * @throws {Conflict} `ENVIRONMENT_CODE_TAKEN`, `ENVIRONMENT_ADDRESS_TAKEN`
 */
export async function createEnvironment(
  ctx: Pick<Context, 'database' | 'clock' | 'cache' | 'environment' | 'masterKey'>,
  { name, code, author, held }: NewEnvironment,
): Promise<ManagementClient> {
  const { id: actingId, businessId } = ctx.environment
  const now = ctx.clock()
  const made = await ctx.database.system.transaction().execute(async (system) => {
    const { baseOrigin, hostLabel, businessName } = await readAddressing(system, businessId)
    if (`${hostLabel}-${code}`.length > LABEL_LENGTH) throw tooLong()
    const id = newRandomId()
    const address = originUnder(baseOrigin, { kind: 'development', code, hostLabel })
    await insertEnvironment(system, { id, businessId, code, name, kind: 'development', createdAt: now }).catch(refuse)
    if (await areReserved(system, { baseOrigin, exceptId: id }, [address])) throw addressTaken(address)
    await insertHost(system, { environmentId: id, origin: address, now })
    await furnishBusiness({ ...ctx, system }, id, businessName)
    const client = await createManagementClient(
      { ...ctx, system },
      { environmentId: id, origin: address, scopes: [...held], author },
    )
    const db = await enterEnvironment(system, actingId)
    const payload = { code, name }
    await recordEvent(db, { type: 'environment.created', occurredAt: now, ...author, payload })
    await announceChange(system, 'host:')
    return client
  })
  ctx.cache.drop('host:')
  return made
}

function tooLong(): InvalidInput {
  return new InvalidInput('ENVIRONMENT_ADDRESS_TOO_LONG', 'Host label and code together make a label that is too long.')
}

function refuse(error: unknown): never {
  if (!isUniqueViolation(error, 'environments_business_id_code_key')) throw error
  throw new Conflict(
    'ENVIRONMENT_CODE_TAKEN',
    'An environment of the business has this code, or had it until lately.',
    {
      cause: error,
    },
  )
}
