import type { Context } from '#platform/context'
import { noSuchOrganization, type Organization } from './organization.ts'
import { findOrganizationByCode } from './queries.ts'

/** @throws {NotFound} `ORGANIZATION_NOT_FOUND` */
export async function getOrganization({ db }: Pick<Context, 'db'>, code: string): Promise<Organization> {
  const organization = await findOrganizationByCode(db, code)
  if (!organization) throw noSuchOrganization()
  return organization
}
