import type { Context } from '#platform/context'
import type { ResolvedSettings } from '#domain/settings'
import { factorPolicyOf, type FactorPolicy } from './factor-policy.ts'
import { findOrganizationPart } from './views.ts'

export interface PolicyQuestion {
  /** The settings up to the environment or the application, which cannot set policies of factors. */
  readonly settings: ResolvedSettings
  /** The organization that the person enters. */
  readonly organizationId: string | undefined
  /** The person, if they have an account yet. */
  readonly userId: string | undefined
  /** The enterprise connection by which they signed in. */
  readonly connectionId?: string | undefined
}

/** Reads the policy on second factors for a sign-in to an organization, or to none. */
export async function readFactorPolicy(
  { db }: Pick<Context, 'db'>,
  { settings, organizationId, userId, connectionId }: PolicyQuestion,
): Promise<FactorPolicy> {
  if (organizationId === undefined) return factorPolicyOf(settings, undefined)
  return factorPolicyOf(settings, await findOrganizationPart(db, { organizationId, userId, connectionId }))
}
