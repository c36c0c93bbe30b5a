/** The codes of this concept's refusals. */
export type OrganizationProblem =
  | 'ADVANCED_FEATURES_REQUIRED'
  | 'EXTERNAL_ID_TAKEN'
  | 'HANDLE_TAKEN'
  | 'INVALID_HANDLE'
  | 'LAST_OPEN_ORGANIZATION'
  | 'NO_OPEN_ORGANIZATION'
  | 'ORGANIZATION_NOT_FOUND'
  | 'SENDER_EMAIL_NEEDS_SMTP'

declare module '#platform/errors' {
  interface ProblemCodes {
    readonly organizations: OrganizationProblem
  }
}
