/**
 * Asks for a new password once the address is proven: the first one of the account, or a replacement. Takes
 * `new-password` and, where a breached password may stay, `keep-password`.
 */
import { definePage } from '../define-step.ts'
import { newPasswordFact } from './fact.ts'
import { drawNewPassword } from './page.tsx'
import { takeKept, takeNewPassword } from './take.ts'
import { when } from './when.ts'

export const newPassword = definePage({
  kind: 'new_password',
  fact: newPasswordFact,
  secrets: ['newPasswordHash'],
  when,
  takes: { 'new-password': takeNewPassword, 'keep-password': takeKept },
  draw: drawNewPassword,
})
