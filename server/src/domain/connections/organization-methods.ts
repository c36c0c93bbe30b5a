import { organizationLayer, settingsFor, type OrganizationLevel } from '#domain/settings'
import type { MethodSettings } from './method.ts'

/** Returns the methods that an organization has of its own; undefined where it has those of the application (O4-5). */
export function organizationMethods(organization: OrganizationLevel): MethodSettings | undefined {
  const { values, origins } = settingsFor({ organization: organizationLayer(organization) })
  const isOwn = origins.emailMethod === 'organization' || origins.signInIdentities === 'organization'
  return isOwn ? values : undefined
}
