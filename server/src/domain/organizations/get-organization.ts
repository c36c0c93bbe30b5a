import type { Context } from '#platform/context'
import { noSuchOrganization, type Organization } from './organization.ts'
import { findOrganizationByCode } from './queries.ts'

/** @throws {NotFound} `ORGANIZATION_NOT_FOUND` */
export async function getOrganization(
  { db, environment }: Pick<Context, 'db' | 'environment'>,
  code: string,
): Promise<Organization> {
  const organization = await findOrganizationByCode(db, environment.id, code)
  if (!organization) throw noSuchOrganization()
  return organization
}
