/**
 * A one-time code by mail. It is due at three places of the order: to prove the address, to verify the address of an
 * account that never was, and before a password is reset. Takes `code` and `resend`.
 *
 * The page and its timing are the same whether or not an account exists. Guesses are counted before they are checked,
 * and right ones are given back.
 */
import { definePage } from '../define-step.ts'
import { enter } from './enter.ts'
import { codeFact } from './fact.ts'
import { drawCode } from './page.tsx'
import { takeCode, takeResend } from './take.ts'
import { whenProving, whenResetRequested, whenUnverified, type CodeDue } from './when.ts'

export { describeBrowser } from './describe-browser.ts'

function codeWhen(when: typeof whenProving) {
  return definePage({
    kind: 'code',
    fact: codeFact,
    when,
    enter,
    guard: ({ purpose }: CodeDue) => ({ lane: purpose }),
    takes: { code: takeCode, resend: takeResend },
    draw: drawCode,
  })
}

export const codeProvingAddress = codeWhen(whenProving)
export const codeVerifyingAddress = codeWhen(whenUnverified)
export const codeBeforeReset = codeWhen(whenResetRequested)
