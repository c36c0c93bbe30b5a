/** The codes of this concept's refusals. */
export type FactorRuleProblem =
  | 'FACTORS_REQUIRED'
  | 'FACTOR_BESIDE_PASSKEY_REQUIRED'
  | 'MFA_REQUIRED_BY_ENVIRONMENT'
  | 'ORGANIZATIONS_NEED_FACTORS'
  | 'SMS_NOT_CONFIGURED'

declare module '#platform/errors' {
  interface ProblemCodes {
    readonly factorRules: FactorRuleProblem
  }
}
