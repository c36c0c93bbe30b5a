/** The codes of this concept's refusals. */
export type InvitationProblem = 'INVITATION_EXISTS' | 'INVITATION_NOT_FOUND'

declare module '#platform/errors' {
  interface ProblemCodes {
    readonly invitations: InvitationProblem
  }
}
