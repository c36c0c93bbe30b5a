/**
 * Logos: the pictures of an environment or one of its organizations, for light and for dark pages.
 *
 * An uploaded picture is encoded again and served by the product, under an address that changes with the picture. Where
 * an organization has none, the environment's is used. Owns `environment_logos` and `organization_logos`.
 */
export type { Logo, Theme as LogoTheme } from './logo.ts'
export { deleteLogo } from './delete-logo.ts'
export { LogoBody, LogoParams } from './schema.ts'
export { setLogo } from './set-logo.ts'
export { readLogo } from './read-logo.ts'
export { listLogoFiles, readLogoDigests, type LogoDigests } from './queries.ts'
