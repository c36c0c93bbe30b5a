import type { Clock } from '#platform/clock'
import type { SystemDb } from '#platform/db'
import { StartupProblem } from '#platform/errors'
import { INSTALLATION_SCOPES, MANAGEMENT_SCOPES } from '#domain/applications'
import { createManagementClient, type ManagementClient } from './management-client.ts'
import { listEnvironmentAddresses, type EnvironmentAddress } from './views.ts'

interface ClientLocation {
  /** The host label of the business; absent: the one at the address of the installation. */
  readonly business: string | undefined
  readonly environment: string
}

/**
 * Makes a client of the Management API for an operator on the server's machine, whatever applications the environment
 * has. For the environment behind the console it is one that manages businesses.
 *
 * @throws {StartupProblem} one sentence for the operator
 */
export async function recoverManagementClient(
  { system, clock }: { readonly system: SystemDb; readonly clock: Clock },
  which: ClientLocation,
): Promise<ManagementClient> {
  return system.transaction().execute(async (transaction) => {
    const { id: environmentId, kind, origin } = await findAddress(transaction, which)
    const input =
      kind === 'control'
        ? { name: 'Installation', scopes: INSTALLATION_SCOPES }
        : { name: 'Management API', scopes: MANAGEMENT_SCOPES }
    return createManagementClient({ system: transaction, clock }, { environmentId, origin, ...input })
  })
}

async function findAddress(system: SystemDb, { business, environment }: ClientLocation) {
  const all = await listEnvironmentAddresses(system)
  const ofBusiness = all.filter((one) => (business === undefined ? one.isRootBusiness : one.hostLabel === business))
  const found = ofBusiness.find(({ code }) => code === environment)
  if (found?.origin !== undefined) return { ...found, origin: found.origin }
  throw new StartupProblem(`There is no such environment. ${namesOf(all)}`)
}

function namesOf(all: readonly EnvironmentAddress[]): string {
  const names = all.map(({ hostLabel, code }) => `--business ${hostLabel} --environment ${code}`)
  return `These are there: ${names.join(', ')}.`
}
