// Returns what a grant covers.
import { describe, it } from 'vitest'

/** Whether the person is asked. Why: what was answered is counted. See e.g. Whois (RFC 3912). Of course it may be. */
export const asked = '// What stands in a string is no comment.' // The number of questions.

/*
 * Addresses of those who get the answer,
 * in order.
 */
export const answer = `/* Whoever reads ${asked} reads a template. */`

/** As many processes as there are cores. Who would need more? */
export function cores(count: string): boolean {
  // prettier-ignore
  return /\/\/ Whatever/.test(count)
}

describe('a session', () => {
  it('AS-08: carries what was proven', () => undefined)
  it('offers the form, which people fill in', () => undefined)
})
