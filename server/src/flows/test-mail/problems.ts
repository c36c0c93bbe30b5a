/** The codes of this concept's refusals. */
export type TestMailProblem =
  'NOT_AN_ADMINISTRATOR' | 'NO_ADMINISTRATOR' | 'NO_MAIL_SERVER' | 'TEST_MAIL_NOT_SENT' | 'TOO_MANY_TEST_MAILS'

declare module '#platform/errors' {
  interface ProblemCodes {
    readonly testMail: TestMailProblem
  }
}
