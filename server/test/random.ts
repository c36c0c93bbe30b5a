/** A source of choices that repeats them for the same seed. */
export interface Random {
  readonly seed: number
  /** Returns a number in [0, 1). */
  next(): number
  chance(probability: number): boolean
  /** @throws where there is nothing to choose from */
  pick<T>(items: readonly T[]): T
}

/** Mulberry32: small, and uniform enough to choose steps. */
export function seededRandom(seed: number): Random {
  let state = seed >>> 0
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
  return {
    seed,
    next,
    chance: (probability) => next() < probability,
    pick: (items) => {
      if (items.length === 0) throw new RangeError('nothing to choose from')
      return items[Math.floor(next() * items.length)] as (typeof items)[number]
    },
  }
}

/** A number from the environment: how many, or from which seed. */
export function numberFrom(name: string, fallback: number): number {
  const value = Number(process.env[name] ?? fallback)
  if (!Number.isInteger(value) || value < 0) throw new Error(`${name} must be a whole number.`)
  return value
}
