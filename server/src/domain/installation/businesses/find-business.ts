import type { Context } from '#platform/context'
import { NotFound } from '#platform/errors'
import { checkAdministers } from './administers.ts'
import { type ListedBusiness, findBusinessByCode } from './queries.ts'

export async function findBusiness(
  ctx: Pick<Context, 'database' | 'environment'>,
  code: string,
): Promise<ListedBusiness> {
  checkAdministers(ctx)
  const found = await findBusinessByCode(ctx.database.system, code)
  if (!found) throw noSuchBusiness()
  return found
}

export function noSuchBusiness(): NotFound {
  return new NotFound('BUSINESS_NOT_FOUND', 'There is no such business.')
}
