/**
 * The codes of all Faults. Each concept declares one union of its own and adds it here (`problems.ts` in its folder), so the
 * compiler refuses a code that no concept declares.
 */
export interface ProblemCodes {
  readonly errors: 'INTERNAL_ERROR' | 'UNAVAILABLE'
}

export type ProblemCode = ProblemCodes[keyof ProblemCodes]
