import { Conflict } from '#platform/errors'
import { writeBusiness } from '../business/queries.ts'
import { type BusinessChangeContext, type BusinessTarget, changeBusiness } from './change-business.ts'
import { findBusiness } from './find-business.ts'

/**
 * Renames a business. Its host label stays: applications and tokens know its environments by their addresses (T1-3).
 *
 * @throws {Forbidden} `CONTROL_ENVIRONMENT_ONLY`
 * @throws {NotFound} `BUSINESS_NOT_FOUND`
 * @throws {Conflict} `HOST_LABEL_FIXED`
 */
export async function renameBusiness(
  ctx: BusinessChangeContext,
  { code, author }: BusinessTarget,
  { name, hostLabel }: { readonly name: string | undefined; readonly hostLabel: string | undefined },
): Promise<void> {
  const target = await findBusiness(ctx, code)
  if (hostLabel !== undefined && hostLabel !== target.hostLabel) {
    throw new Conflict(
      'HOST_LABEL_FIXED',
      'The host label cannot be changed: applications and tokens know the business by its addresses. Add another business.',
    )
  }
  if (name === undefined) return
  await changeBusiness(ctx, { author, type: 'business.renamed', payload: { code, name } }, (system) =>
    writeBusiness(system, target.id, { name, settings: { said: {}, unsaid: [] } }),
  )
}
