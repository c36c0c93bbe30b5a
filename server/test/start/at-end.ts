import { afterAll, onTestFinished } from 'vitest'

/** Cleans up after the test that is running, or after the file where none is; the last made goes first. */
export function atEnd(work: () => void | Promise<void>): void {
  try {
    onTestFinished(work)
  } catch {
    afterAll(work)
  }
}
