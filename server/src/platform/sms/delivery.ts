import type { Guard } from '#platform/rate-limits'
import type { TwilioAccount } from '#platform/twilio'

/** The limits that a message counts against before it is sent. */
export interface SmsGuard {
  /** Why it is dropped without counting; undefined where the limits decide. */
  readonly problem: string | undefined
  readonly guard: Guard
  /** The name of each limit where it drops a message, by its bucket. */
  readonly problems: ReadonlyMap<string, string>
}

/** How an environment sends text messages now. */
export interface SmsDelivery {
  /** The first, and where there is one the second, which takes over. */
  readonly accounts: readonly TwilioAccount[]
  guardOf(message: { readonly to: string; readonly ip: string; readonly now: Date }): SmsGuard
}
