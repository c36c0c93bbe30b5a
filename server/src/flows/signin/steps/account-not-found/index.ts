/**
 * Tells the person that no account has the address, where enumeration protection is off, and offers to sign up. Takes
 * `create`.
 */
import { definePage } from '../define-step.ts'
import { drawAccountNotFound } from './page.tsx'
import { takeCreation } from './take.ts'
import { when } from './when.ts'

export const accountNotFound = definePage({
  kind: 'account_not_found',
  fact: {},
  when,
  takes: { create: takeCreation },
  draw: drawAccountNotFound,
})
