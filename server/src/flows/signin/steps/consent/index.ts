/** Asks the person to consent to the application's request, where the request demands it (AS-20). Takes `consent`. */
import { definePage } from '../define-step.ts'
import { consentFact } from './fact.ts'
import { drawConsent } from './page.tsx'
import { readAsked } from './read-asked.ts'
import { takeConsent } from './take.ts'
import { when } from './when.ts'

export const consent = definePage({
  kind: 'consent',
  fact: consentFact,
  when,
  takes: { consent: takeConsent },
  prepare: readAsked,
  draw: drawConsent,
})
