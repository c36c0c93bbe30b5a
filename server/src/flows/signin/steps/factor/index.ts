/**
 * Asks for a second factor that the person has: the code of their app, or one by mail or SMS; or for a recovery code in
 * its place. Takes `factor`, `factor-choose` and `factor-resend`.
 *
 * Guesses are counted before they are checked. A time step, a code and a recovery code are used up by one statement, in
 * the transaction that stores that they were right.
 */
import { definePage } from '../define-step.ts'
import { sendingTo } from './enter.ts'
import { factorFact } from './fact.ts'
import { drawFactor } from './page.tsx'
import { recipientOf } from './recipient.ts'
import { takeChoice, takeFactor, takeFactorResend } from './take.ts'
import { when, type FactorDue } from './when.ts'

export const factor = definePage({
  kind: 'factor',
  fact: factorFact,
  when,
  enter({ option }: FactorDue) {
    const recipient = recipientOf(option)
    return recipient && sendingTo(recipient)
  },
  guard: () => ({ lane: 'factor' as const }),
  takes: { factor: takeFactor, 'factor-choose': takeChoice, 'factor-resend': takeFactorResend },
  draw: drawFactor,
})
