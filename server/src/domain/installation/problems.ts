/** The codes of this concept's refusals. */
export type InstallationProblem =
  | 'BUSINESS_HOST_TAKEN'
  | 'BUSINESS_NOT_FOUND'
  | 'CONFIRMATION_REQUIRED'
  | 'CONTROL_ENVIRONMENT_ONLY'
  | 'ENVIRONMENT_ADDRESS_TOO_LONG'
  | 'ENVIRONMENT_CODE_FIXED'
  | 'ENVIRONMENT_CODE_TAKEN'
  | 'ENVIRONMENT_NOT_FOUND'
  | 'HOST_LABEL_FIXED'
  | 'INSTALLATION_BUSINESS'
  | 'MANAGEMENT_CLIENT_EXISTS'
  | 'NOT_PRODUCTION'
  | 'NOT_READY_FOR_LIVE'
  | 'PERK_CODE_NOT_AVAILABLE'
  | 'PRODUCTION_ENVIRONMENT'
  | 'PRODUCTION_ONLY'
  | 'ROOT_ENVIRONMENT'

declare module '#platform/errors' {
  interface ProblemCodes {
    readonly installation: InstallationProblem
  }
}
