import type { Context } from '#platform/context'
import { openSealer } from '#platform/crypto'
import { NotFound } from '#platform/errors'
import { idFromHex } from '#platform/ids'
import { findEnvironmentById } from '#domain/environments'
import { readLogoDigests } from '#domain/logos'

/** Also the answer for an environment of a business that the person has no part in (ATO-11). */
export function noSuchEnvironment(): NotFound {
  return new NotFound('ENVIRONMENT_NOT_FOUND', 'No such environment.')
}

/**
 * Returns the Context that a request to the environment's own host would have, whose id is written in hexadecimal.
 *
 * @throws {NotFound} `ENVIRONMENT_NOT_FOUND`
 */
export async function openEnvironment(ctx: Context, hexId: string): Promise<Context> {
  const id = idFromHex(hexId)
  const found = id === undefined ? undefined : await findEnvironmentById(ctx, id)
  if (!found) throw noSuchEnvironment()
  const db = ctx.database.environment(found.id, found.businessId)
  const sealer = await ctx.cache.readOrLastKnown(`${found.id}:sealer`, () => openSealer(db, ctx.masterKey))
  const environment = { ...found, logos: await readLogoDigests(db) }
  return { ...ctx, db, sealer, environment, issuer: found.builtInOrigin }
}
