/**
 * The first page of signing in. A person who is signed in and must prove again who they are sees their own address
 * instead of a field. Takes `identify`, `passkey` and, from every page with an address on it, `change`.
 */
import { beginningFact } from '../beginning.ts'
import { definePage } from '../define-step.ts'
import { takePasskeySignIn } from '../passkey/index.ts'
import { identifyFact } from './fact.ts'
import { drawIdentify } from './page.tsx'
import { takeAddress, takeChange } from './take.ts'
import { when } from './when.ts'
import { whoIsAsked } from './who-is-asked.ts'

export const identify = definePage({
  kind: 'identify',
  begins: 'sign_in',
  fact: { ...beginningFact, ...identifyFact },
  isCarried: true,
  when,
  prepare: whoIsAsked,
  takes: { identify: takeAddress, passkey: takePasskeySignIn, change: takeChange },
  draw: drawIdentify,
})
