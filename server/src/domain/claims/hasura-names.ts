import type { ClaimDecision } from './claim.ts'

/** Compat section 2.5. Claims of OpenID Connect keep their names: verifiers of ID tokens look for those. */
const NAMES: Readonly<Partial<Record<string, string>>> = {
  permissions: 'x-hasura-permissions',
  org_code: 'x-hasura-org-code',
  org_codes: 'x-hasura-org-codes',
  org_name: 'x-hasura-org-name',
  roles: 'x-hasura-roles',
  feature_flags: 'x-hasura-feature-flags',
  user_properties: 'x-hasura-user_properties',
  organization_properties: 'x-hasura-organization_properties',
}

/** The same claims by the names that Hasura reads, in place of their own (P7-18). */
export function inHasuraNames<S extends ClaimDecision>(said: readonly S[]): readonly S[] {
  return said.map((one) => ({ ...one, name: NAMES[one.name] ?? one.name }))
}
