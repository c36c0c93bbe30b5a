import { z } from 'zod'

/** Returns the schema of an address that mail comes from or goes to. */
export function emailText() {
  return z
    .email({
      error: ({ input }) =>
        typeof input === 'string' && /[^\p{ASCII}]/u.test(input)
          ? 'must be ASCII: addresses with other letters cannot be used'
          : 'must be an email address such as "hello@example.com"',
    })
    .max(254)
}
