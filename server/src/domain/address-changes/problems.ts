/** The codes of this concept's refusals. */
export type AddressChangeProblem = 'LAST_WAY_IN' | 'ADDRESS_UNDO_NOT_FOUND' | 'IDENTITY_NOT_VERIFIED'

declare module '#platform/errors' {
  interface ProblemCodes {
    readonly addressChanges: AddressChangeProblem
  }
}
