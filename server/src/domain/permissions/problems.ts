/** The codes of this concept's refusals. */
export type PermissionProblem = 'PERMISSION_GUARDS_ROLE' | 'PERMISSION_KEY_TAKEN' | 'PERMISSION_NOT_FOUND'

declare module '#platform/errors' {
  interface ProblemCodes {
    readonly permissions: PermissionProblem
  }
}
