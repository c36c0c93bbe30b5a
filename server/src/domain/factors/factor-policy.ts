import { withOrganization, type ResolvedSettings } from '#domain/settings'
import type { FactorKind } from './factor.ts'
import type { OrganizationPart } from './views.ts'

const STRICTNESS = { off: 0, optional: 1, required: 2 } as const
export type Enforcement = keyof typeof STRICTNESS

/** The policy on second factors that holds for a sign-in. */
export interface FactorPolicy {
  readonly enforcement: Enforcement
  /** The kinds that people may use. */
  readonly kinds: readonly FactorKind[]
  /** The organization whose settings take part; undefined: those of the environment alone. */
  readonly organizationId: string | undefined
  /** Why this person is not asked, although the policy would have them asked. */
  readonly exemption: 'role' | 'connection' | undefined
  readonly trustedDeviceDays: number
  readonly hasRecoveryCodes: boolean
}

/**
 * Returns the policy for a sign-in. An organization with advanced features may ask for more than its environment, never
 * for less (M5-10, M5-11); its factors replace those of the environment (M5-12); roles and connections that it exempts
 * are not asked, whichever level asks (M5-13, M5-14). Pure.
 */
export function factorPolicyOf(above: ResolvedSettings, organization: OrganizationPart | undefined): FactorPolicy {
  const { values, origins } = organization ? withOrganization(above, organization) : above
  const isOwn =
    organization !== undefined && (origins.mfaPolicy === 'organization' || origins.mfaFactors === 'organization')
  const enforcement = stricterOf(above.values.mfaPolicy, values.mfaPolicy)
  return {
    enforcement,
    kinds: values.mfaFactors,
    organizationId: isOwn ? organization.id : undefined,
    exemption: organization && exemptionOf(organization),
    trustedDeviceDays: values.trustedDeviceDays,
    hasRecoveryCodes: values.isRecoveryCodesEnabled,
  }
}

function stricterOf(one: Enforcement, other: Enforcement): Enforcement {
  return STRICTNESS[one] >= STRICTNESS[other] ? one : other
}

/** Exemptions are an advanced feature, so stored ones do not act without it. */
function exemptionOf({ isAdvanced, isRoleExempt, isConnectionExempt }: OrganizationPart): FactorPolicy['exemption'] {
  if (!isAdvanced) return undefined
  if (isConnectionExempt) return 'connection'
  return isRoleExempt ? 'role' : undefined
}
