/** The picture and the key by which an app is set up. */
export interface AppSetup {
  /** A PNG picture as a data URI. */
  readonly picture: string
  /** The key in groups of four letters. */
  readonly key: string
}

export interface EnrollState {
  readonly problem?:
    | 'code_missing'
    | 'wrong_code'
    | 'expired_code'
    | 'too_many_tries'
    | 'phone_invalid'
    | 'email_invalid'
    | 'form_expired'
  readonly setup?: AppSetup | undefined
  readonly typed?: string | undefined
}
