/** One application that is to be told of one session that ended. */
export interface LogoutNotice {
  /** Also the `jti` of each logout token of it: a repeated one can be told as that. */
  readonly id: string
  readonly applicationId: string
  readonly userId: string
  readonly sessionId: string
  readonly issuer: string
}

/** Seconds from one try to the next; after the last of them it is given up, almost a day after the session ended. */
const RETRY_SECONDS = [30, 120, 600, 1_800, 3_600, 10_800, 21_600, 43_200]

/** Undefined after the last try. */
export function secondsToNextTry(tries: number): number | undefined {
  return RETRY_SECONDS[tries - 1]
}
