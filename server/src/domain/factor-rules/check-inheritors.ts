import type { Db } from '#platform/db'
import { Conflict } from '#platform/errors'
import { lockDefaultOrganization } from '#domain/organizations'
import { isMeetable, type FactorValues } from './check-factors.ts'
import { hasInheritor } from './views.ts'

/**
 * Requires that the factors of an environment are enough for the organizations that ask for a factor and have no list of
 * their own. Runs in the transaction of a change to the environment; changes to organizations wait for it.
 *
 * @throws {Conflict} `ORGANIZATIONS_NEED_FACTORS`
 */
export async function checkInheritors(db: Db, { mfaFactors }: FactorValues): Promise<void> {
  await lockDefaultOrganization(db)
  if (isMeetable(mfaFactors) || !(await hasInheritor(db))) return
  throw new Conflict(
    'ORGANIZATIONS_NEED_FACTORS',
    'An organization asks its members for one of these factors: give it factors of its own first.',
  )
}
