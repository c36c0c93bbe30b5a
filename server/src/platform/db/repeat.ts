import { randomInt } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import pg from 'pg'

const MOST_TRIES = 7
const FIRST_PAUSE_MS = 10

/**
 * Does the work again when the database ended its transaction in favour of another (deadlock, serialization failure).
 * Nothing of it was done then, so it may be done again as it is. The pauses grow, and chance keeps two that collided from
 * colliding again.
 */
export async function repeatWhenLost<T>(work: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await work()
    } catch (error) {
      if (!isLost(error) || tries === MOST_TRIES) throw error
    }
    const longestMs = FIRST_PAUSE_MS * 2 ** tries
    await pause(randomInt(FIRST_PAUSE_MS, longestMs + 1))
  }
}

function isLost(error: unknown): boolean {
  return error instanceof pg.DatabaseError && (error.code === '40P01' || error.code === '40001')
}
