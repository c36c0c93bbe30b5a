import { Unavailable } from '#platform/errors'

/** Lets a few hash at a time, and those who wait for nobody only when nobody else does. */
export interface HashingGate {
  /** @throws {Unavailable} `PASSWORD_QUEUE_FULL` when more wait than can be served soon. */
  first<T>(work: () => Promise<T>): Promise<T>
  /** Begins when a hand is free and nobody waits. It takes no hand from those who come meanwhile. */
  behind<T>(work: () => Promise<T>): Promise<T>
}

const QUEUE_LIMIT = 200

export function openHashingGate(hands: number): HashingGate {
  const waiting: (() => void)[] = []
  const waitingBehind: (() => void)[] = []
  let running = 0
  let runningBehind = 0

  function isFreeBehind(): boolean {
    return waiting.length === 0 && running + runningBehind < hands
  }

  function wakeBehind(): void {
    if (!isFreeBehind()) return
    const next = waitingBehind.shift()
    if (!next) return
    runningBehind += 1
    next()
  }

  return {
    async first(work) {
      if (running >= hands) {
        if (waiting.length >= QUEUE_LIMIT) throw new Unavailable('PASSWORD_QUEUE_FULL', 'Too many sign-ins at once.', 2)
        await new Promise<void>((resolve) => waiting.push(resolve))
      } else {
        running += 1
      }
      try {
        return await work()
      } finally {
        const next = waiting.shift()
        if (next) next()
        else {
          running -= 1
          wakeBehind()
        }
      }
    },
    async behind(work) {
      if (isFreeBehind()) runningBehind += 1
      else await new Promise<void>((resolve) => waitingBehind.push(resolve))
      try {
        return await work()
      } finally {
        runningBehind -= 1
        wakeBehind()
      }
    },
  }
}
