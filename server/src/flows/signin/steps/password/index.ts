/**
 * The password of an address. Takes `password` and `forgot`.
 *
 * Says the same, in the same time, whether or not an account exists. Guesses are counted before they are looked at, and
 * given back where they were right.
 */
import { definePage } from '../define-step.ts'
import { passwordFact } from './fact.ts'
import { drawPassword } from './page.tsx'
import { takeForgotten, takePassword } from './take.ts'
import { when } from './when.ts'

export const password = definePage({
  kind: 'password',
  fact: passwordFact,
  when,
  guard: () => ({ lane: 'sign_in', reset: 'forgot' }),
  takes: { password: takePassword, forgot: takeForgotten },
  draw: drawPassword,
})
