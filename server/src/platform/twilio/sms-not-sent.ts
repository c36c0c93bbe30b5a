import { reasonOf } from './reasons.ts'

/**
 * The part that a failure lies with. `number`: no account can send to it. `account`: another account may send. `service`: the
 * same account may send later.
 */
export type SmsBlame = 'number' | 'account' | 'service'

/** A text message that was not taken. Its message names a code and its reason, and neither number nor text. */
export class SmsNotSent extends Error {
  /** Twilio's own, or one of the outbound guard. */
  readonly code: string
  readonly blame: SmsBlame

  constructor(code: string, blame: SmsBlame, options?: ErrorOptions) {
    super(reasonOf(code), options)
    this.name = 'SmsNotSent'
    this.code = code
    this.blame = blame
  }
}
