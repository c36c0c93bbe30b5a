/** The codes of this concept's refusals. */
export type InvitingProblem = 'ALREADY_A_MEMBER' | 'TOO_MANY_INVITATIONS'

declare module '#platform/errors' {
  interface ProblemCodes {
    readonly inviting: InvitingProblem
  }
}
