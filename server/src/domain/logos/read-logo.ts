import type { Context } from '#platform/context'
import { findOrganizationByCode } from '#domain/organizations'
import type { Logo, Theme } from './logo.ts'
import { listLogos } from './queries.ts'

/**
 * Returns the logo of an organization for pages of this theme, or else of the environment. An unknown organization is
 * answered like one without a logo, so that the answer does not tell which ones exist.
 */
export async function readLogo(
  { db }: Pick<Context, 'db' | 'environment'>,
  { organizationCode, theme }: { readonly organizationCode: string | undefined; readonly theme: Theme },
): Promise<Logo | undefined> {
  const organization = organizationCode === undefined ? undefined : await findOrganizationByCode(db, organizationCode)
  const own = organization ? await listLogos(db, { organizationId: organization.id }) : []
  return choose(own, theme) ?? choose(await listLogos(db, {}), theme)
}

/** A light logo is better than none on a dark page; a dark one on a light page could not be seen. */
function choose(logos: readonly Logo[], theme: Theme): Logo | undefined {
  return logos.find((logo) => logo.theme === theme) ?? logos.find((logo) => logo.theme === 'light')
}
