/**
 * The claims engine: the content of a token, of the user profile or of an API answer about a subject. Each claim has
 * its origin, and each omitted claim its reason.
 *
 * There is one function per source; a new source does not touch the resolver. The engine is pure. Its input has two
 * parts: Subject and Authority, the snapshot of one query (`views.ts` has its parts, since each token query adds its
 * own secret), so that a token costs one round trip; and the definitions of flags and properties, which are the same
 * for every subject and at most a second old. The queries leave out private and deleted properties. Owns no table.
 */
export {
  isClaim,
  type Claim,
  type ClaimsRequest,
  type ClientTokenRequest,
  type Omission,
  type ClaimDecision,
  type UserTokenRequest,
} from './claim.ts'
export { claimsFor, explainClaims, valuesOf } from './claims-for.ts'
export { FLAG_TYPE_CODES, flagInForce, type FlagDefinition, type FlagInForce, type FlagType } from './flags.ts'
export { PROPERTY_CLAIMS, type PropertyContext, type SelectedProperty } from './properties.ts'
export { draftCustomization, type CustomizationDraft } from './customization/draft-customization.ts'
export { propertyIdFromText, tokenKindsOf } from './customization/token-customization.ts'
export {
  propertyIdsOf,
  propertySelection,
  readSelectedProperties,
  type SelectedProperties,
  type TokenKind,
} from './read-selected-properties.ts'
export { readFlags } from './read-flags.ts'
export { readStandardProperties, type StandardProperties } from './standard-properties.ts'
export {
  isStillMember,
  NO_AUTHORITY,
  type Authority,
  type HeldScope,
  type NamedPermission,
  type Subject,
  type ValuedProperty,
} from './subject.ts'
export {
  authorityColumns,
  authorityOfRow,
  findSubject,
  listPermissionsOfMember,
  listPropertiesOf,
  listPropertiesOfUser,
  SUBJECT_COLUMNS,
  SUBJECT_JOINS,
  subjectOfRow,
  type AuthorityRow,
  type PropertyRow,
  type SubjectRow,
} from './views.ts'
export type { ClaimProblem } from './problems.ts'
