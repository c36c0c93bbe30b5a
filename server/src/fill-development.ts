import type { Services } from '#platform/context'
import { Fault } from '#platform/errors'
import { fillDemo, type FilledDemo } from '#domain/demo'
import { findEnvironmentById, listEstates } from '#domain/environments'
import { findRootBusinessId } from '#domain/installation'

/** Fills the development environment of the first business. Returns the text for the operator, also where it is refused. */
export async function fillDevelopment(services: Services, people?: number): Promise<string> {
  const environment = await findDevelopment(services)
  if (!environment) return 'No demo was made: the first business has no development environment.'
  const { database, clock, cache, masterKey } = services
  const db = database.environment(environment.id, environment.businessId)
  try {
    return said(environment.name, await fillDemo({ db, clock, cache, masterKey, environment }, people))
  } catch (error) {
    if (!(error instanceof Fault)) throw error
    return `No demo was made. ${error.message}`
  }
}

async function findDevelopment(services: Services) {
  const businessId = await findRootBusinessId(services)
  const [estate] = businessId === undefined ? [] : await listEstates(services, { ids: [businessId] })
  for (const { id } of estate?.environments ?? []) {
    const found = await findEnvironmentById(services, id)
    if (found?.kind === 'development') return found
  }
  return undefined
}

function said(name: string, { isNew, users, organizations }: FilledDemo): string {
  if (!isNew) return `The environment ${name} has its demo already. Its pages in the console say how to remove it.`
  const numbers = `${users.toLocaleString('en')} users and ${String(organizations)} organizations`
  return `The environment ${name} was filled with the demo: ${numbers}. Nobody in it has a password.`
}
