// What a grant covers.
import { describe, it } from 'vitest'

/** Who is asked. Whoever answers is counted. Of those, one is taken. */
export const asked = 1 // Whose turn it is.

/*
 * To whom the answer goes,
 * and when.
 */
export const answer = 'answered'

/**
 * As many as there are cores.
 *
 * @param count Whatever was typed.
 */
export function cores(count: number): number {
  // Which is not much,
  // as processes go.
  return count
}

describe('AS-08: what a session carries', () => {
  it.each([1, 2])('whoever signs in %s times (P1-2)', () => undefined)
  it(`of ${answer} nothing is kept`, () => undefined)
})
