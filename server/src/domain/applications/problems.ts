import type { UrlProblem } from './callbacks/url-codes.ts'

/** The codes of this concept's refusals. */
export type ApplicationProblem =
  | UrlProblem
  | 'ACCESS_CONTROL_NOT_SUPPORTED'
  | 'ACCESS_ROLES_REQUIRED'
  | 'APPLICATION_NOT_FOUND'
  | 'APPLICATION_TYPE_NOT_SUPPORTED'
  | 'CLIENT_KEYS_REQUIRED'
  | 'CREDENTIALS_NOT_SUPPORTED'
  | 'INVALID_PUBLIC_KEY'
  | 'KEY_ID_REPEATED'
  | 'LAST_MANAGING_APPLICATION'
  | 'MANAGEMENT_API_NOT_SUPPORTED'
  | 'ORGANIZATION_NOT_SUPPORTED'
  | 'PLAYGROUND_NOT_AVAILABLE'
  | 'PREVIOUS_SECRET_KEPT'
  | 'PREVIOUS_SECRET_NOT_FOUND'
  | 'PRIVATE_KEY_SENT'
  | 'REFRESH_TOKEN_LIFETIME_TOO_SHORT'
  | 'URL_ADDRESS_NOT_ALLOWED'

declare module '#platform/errors' {
  interface ProblemCodes {
    readonly applications: ApplicationProblem
  }
}
