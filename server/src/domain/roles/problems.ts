/** The codes of this concept's refusals. */
export type RoleProblem =
  | 'INVALID_PERMISSION_ID'
  | 'INVALID_PERMISSION_ID_ROLE'
  | 'ROLE_KEY_TAKEN'
  | 'ROLE_NOT_FOUND'
  | 'ROLE_SCOPE_NOT_FOUND'
  | 'SYSTEM_PERMISSION_NOT_FOUND'

declare module '#platform/errors' {
  interface ProblemCodes {
    readonly roles: RoleProblem
  }
}
