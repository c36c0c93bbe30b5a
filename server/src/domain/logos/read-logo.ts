import type { Context } from '#platform/context'
import { findOrganizationByCode } from '#domain/organizations'
import type { Logo, Theme } from './logo.ts'
import { listLogos } from './queries.ts'

/**
 * What stands for an organization on pages of this theme, or for the environment. An organization that is not there is
 * answered like one that has no logo, so that nobody learns which there are.
 */
export async function readLogo(
  { db, environment }: Pick<Context, 'db' | 'environment'>,
  { organizationCode, theme }: { readonly organizationCode: string | undefined; readonly theme: Theme },
): Promise<Logo | undefined> {
  const organization =
    organizationCode === undefined ? undefined : await findOrganizationByCode(db, environment.id, organizationCode)
  const own = organization
    ? await listLogos(db, { environmentId: environment.id, organizationId: organization.id })
    : []
  return choose(own, theme) ?? choose(await listLogos(db, { environmentId: environment.id }), theme)
}

/** A light logo is better than none on a dark page; a dark one on a light page could not be seen. */
function choose(logos: readonly Logo[], theme: Theme): Logo | undefined {
  return logos.find((logo) => logo.theme === theme) ?? logos.find((logo) => logo.theme === 'light')
}
