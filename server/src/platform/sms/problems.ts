/** The codes of this concept's refusals. */
export type SmsProblem = 'NO_SMS_PROVIDER'

declare module '#platform/errors' {
  interface ProblemCodes {
    readonly sms: SmsProblem
  }
}
