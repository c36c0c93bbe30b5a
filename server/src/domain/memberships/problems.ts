/** The codes of this concept's refusals. */
export type MembershipProblem =
  | 'APPLICATION_ACCESS_ROLE_NOT_FOUND'
  | 'DATE_TIME_RANGE_INVALID'
  | 'DATE_TIME_RANGE_TOO_LARGE'
  | 'ORGANIZATION_USER_NOT_FOUND'
  | 'USER_REPEATED'

declare module '#platform/errors' {
  interface ProblemCodes {
    readonly memberships: MembershipProblem
  }
}
