/** The codes of this concept's refusals. */
export type EnvironmentProblem =
  | 'BOT_STOP_KEYS_REQUIRED'
  | 'ENVIRONMENT_ADDRESS_TAKEN'
  | 'MAIL_SETTINGS_INCOMPLETE'
  | 'NOT_A_DEVICE_APPLICATION'
  | 'NO_HOMEPAGE'
  | 'NO_SENDER_EMAIL'
  | 'SMS_AUTH_TOKEN_REQUIRED'
  | 'SMS_IN_USE'
  | 'SMS_SETTINGS_INCOMPLETE'
  | 'SMTP_HOST_NOT_ALLOWED'
  | 'SMTP_PASSWORD_REQUIRED'
  | 'SMTP_PORT_NOT_ALLOWED'

declare module '#platform/errors' {
  interface ProblemCodes {
    readonly environments: EnvironmentProblem
  }
}
