/**
 * Sets up a second factor: an app, an address or a number, confirmed with a code. Where a factor is optional, the person
 * is asked once and may decline. Takes `enroll-choose`, `enroll-address`, `enroll`, `enroll-decline`, `enroll-back` and
 * `enroll-resend`.
 *
 * Nothing is stored with the person before the flow ends, so a new person has a factor from their first moment on.
 */
import { definePage } from '../define-step.ts'
import { enter } from './enter.ts'
import { enrollFact } from './fact.ts'
import { drawEnrollment } from './page.tsx'
import { readSetup } from './read-setup.ts'
import { takeAddress, takeBack, takeConfirmation, takeEnrollResend, takeKind, takeNo } from './take.ts'
import { when } from './when.ts'

export const enrollFactor = definePage({
  kind: 'enroll-factor',
  fact: enrollFact,
  secrets: ['enrollSeed'],
  when,
  enter,
  prepare: readSetup,
  guard: () => ({ lane: 'factor' as const }),
  takes: {
    'enroll-choose': takeKind,
    'enroll-address': takeAddress,
    enroll: takeConfirmation,
    'enroll-decline': takeNo,
    'enroll-back': takeBack,
    'enroll-resend': takeEnrollResend,
  },
  draw: drawEnrollment,
})
