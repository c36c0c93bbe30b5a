import { setTimeout as wait } from 'node:timers/promises'

/** Lets wrong passwords be answered at moments that tell nothing of the hash that they were compared with. */
export interface SteadyAnswers {
  /**
   * Waits until the next moment for this key. The moments of a key are as far apart as the costliest hash needs, for guesses
   * at the same time as well, so that they tell neither what was verified nor whether anything was (ATO-10).
   */
  untilMoment(key: string, guess: { readonly since: number; readonly slotMs: number }): Promise<void>
}

interface Moments {
  readonly since: number
  readonly slotMs: number
  readonly now: number
  /** The moment that the guess before at the same key is answered at. */
  readonly last: number | undefined
}

/** The first moment that is not over yet, counted from the guess, or from the one before it. */
export function nextMoment({ since, slotMs, now, last }: Moments): number {
  const first = Math.max(since, last ?? since) + slotMs
  return first >= now ? first : first + Math.ceil((now - first) / slotMs) * slotMs
}

export function steadyAnswers(now: () => number = () => performance.now()): SteadyAnswers {
  const lasts = new Map<string, number>()
  return {
    async untilMoment(key, { since, slotMs }) {
      const moment = nextMoment({ since, slotMs, now: now(), last: lasts.get(key) })
      lasts.set(key, moment)
      await wait(moment - now())
      if (lasts.get(key) === moment) lasts.delete(key)
    },
  }
}
