/**
 * Asks for the password of an address. Takes `password` and `forgot`.
 *
 * The page and its timing are the same whether or not an account exists. Guesses are counted before they are checked,
 * and right ones are given back.
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
