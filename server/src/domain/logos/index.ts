/**
 * Logos: the pictures that stand for an environment or one of its organizations, for light and for dark pages.
 *
 * What was uploaded is written anew and served by us, under an address that changes with the picture. Where an
 * organization has none, that of the environment stands in. Owns `environment_logos` and `organization_logos`.
 */
export type { Logo, Theme as LogoTheme } from './logo.ts'
export { readLogo } from './read-logo.ts'
export { listLogoFiles, readLogoDigests, type LogoDigests } from './queries.ts'
