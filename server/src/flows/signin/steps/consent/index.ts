/** Asks the person to allow what the application asks for, where the request wants that (AS-20). Takes `consent`. */
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
