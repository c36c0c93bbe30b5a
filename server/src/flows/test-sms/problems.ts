/** The codes of this concept's refusals. */
export type TestSmsProblem = 'NO_SECOND_ACCOUNT' | 'PHONE_NOT_ALLOWED' | 'TEST_SMS_NOT_SENT' | 'TOO_MANY_TEST_MESSAGES'

declare module '#platform/errors' {
  interface ProblemCodes {
    readonly testSms: TestSmsProblem
  }
}
