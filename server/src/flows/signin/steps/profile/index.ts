/**
 * Asks for the missing parts of a new account, once the address is proven: names, news and the documents to agree to.
 * Takes `profile`. Only the holder of the address gets here, so the page reveals to no other person that it has no
 * account.
 */
import { definePage } from '../define-step.ts'
import { profileFact } from './fact.ts'
import { drawProfile } from './page.tsx'
import { takeProfile } from './take.ts'
import { when } from './when.ts'

export const profile = definePage({
  kind: 'profile',
  fact: profileFact,
  isCarried: true,
  when,
  takes: { profile: takeProfile },
  draw: drawProfile,
})
