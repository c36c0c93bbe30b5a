/**
 * The only source of time.
 *
 * Time is the database's, so that all processes agree: `offsetMs` is what to add to this process's own clock. It is
 * measured at start and each minute, and includes how far tests moved the clock (one row, for all processes).
 */
export type Clock = () => Date

export interface AdjustableClock {
  readonly now: Clock
  /** Sets what is added to this process's own clock from now on. */
  adjust(offsetMs: number): void
}

export function adjustableClock(): AdjustableClock {
  let offsetMs = 0
  return {
    now: () => new Date(Date.now() + offsetMs),
    adjust: (next) => {
      offsetMs = next
    },
  }
}

export function addSeconds(time: Date, seconds: number): Date {
  return new Date(time.getTime() + seconds * 1000)
}

/** NumericDate (RFC 7519 section 2). */
export function secondsOf(time: Date): number {
  return Math.floor(time.getTime() / 1000)
}

/**
 * Milliseconds that another clock is ahead of this process's own. Half of the round trip is the best guess of when the
 * other one looked; no answer counts as agreement.
 */
export async function measureSkew(ask: () => Promise<Date | undefined>): Promise<number> {
  const before = Date.now()
  const theirs = await ask()
  const middle = (before + Date.now()) / 2
  return theirs ? Math.round(theirs.getTime() - middle) : 0
}
