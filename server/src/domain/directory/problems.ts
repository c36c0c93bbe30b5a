/** The codes of this concept's refusals. */
export type DirectoryProblem =
  | 'BILLING_NOT_AVAILABLE'
  | 'DEFAULT_ORGANIZATION_CANNOT_BE_DELETED'
  | 'DEFAULT_ORGANIZATION_CANNOT_BE_SUSPENDED'
  | 'ENTERPRISE_IDENTITY_EXCLUSIVE'
  | 'EXEMPT_ROLE_NOT_FOUND'
  | 'IDENTITY_AWAITS_CONNECTION'
  | 'LAST_OWNER'
  | 'NOT_THE_DEFAULT_ORGANIZATION'
  | 'PASSKEY_POLICY_MISSING'
  | 'PRIMARY_IDENTITY_REQUIRED'
  | 'SESSION_POLICY_INCOMPLETE'
  | 'TOO_MANY_IDENTITIES'

declare module '#platform/errors' {
  interface ProblemCodes {
    readonly directory: DirectoryProblem
  }
}
