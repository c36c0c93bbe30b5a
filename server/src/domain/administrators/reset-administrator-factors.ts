import type { Clock } from '#platform/clock'
import { enterEnvironment, type Db, type SystemDb } from '#platform/db'
import { StartupProblem } from '#platform/errors'
import { subjectOf } from '#platform/ids'
import { recordAudit } from '#domain/audit'
import { removeFactorsOf, type StoredKind } from '#domain/factors'
import { parseEmailAddress } from '#domain/identities'
import { readInstallation } from '#domain/installation'
import { lockUser } from '#domain/users'
import { findAdministratorByAddress } from './views.ts'

const ACTION = 'resetAdministratorFactors'

/**
 * Removes the second factors of an administrator, their recovery codes and the trust in their browsers, for an operator on
 * the server's machine. The audit names the command. Returns the kinds that were removed.
 *
 * @throws {StartupProblem} one sentence for the operator
 */
export async function resetAdministratorFactors(
  { system, clock }: { readonly system: SystemDb; readonly clock: Clock },
  address: string,
): Promise<readonly StoredKind[]> {
  const installation = await readInstallation(system)
  if (!installation) throw new StartupProblem('The installation has no administrators yet.')
  return system.transaction().execute(async (transaction) => {
    const db = await enterEnvironment(transaction, installation.controlEnvironmentId)
    const userId = await findUser(db, address)
    await lockUser(db, userId)
    const kinds = await removeFactorsOf(db, userId)
    await recordAudit(db, {
      occurredAt: clock(),
      action: ACTION,
      actor: { type: 'system' },
      source: 'system',
      subject: subjectOf(userId),
      outcome: 'succeeded',
      ip: '',
      data: { factors: kinds },
    })
    return kinds
  })
}

async function findUser(db: Db, address: string): Promise<string> {
  const parsed = parseEmailAddress(address)
  const userId = parsed && (await findAdministratorByAddress(db, parsed.normalized))
  if (userId === undefined) throw new StartupProblem('No administrator has this address.')
  return userId
}
