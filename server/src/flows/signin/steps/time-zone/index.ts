/** Asks a person to confirm their time zone, where the application asks for the claim `zoneinfo`. Takes `time-zone`. */
import { definePage } from '../define-step.ts'
import { timeZoneFact } from './fact.ts'
import { drawTimeZone } from './page.tsx'
import { takeTimeZone } from './take.ts'
import { when } from './when.ts'

export const timeZone = definePage({
  kind: 'time_zone',
  fact: timeZoneFact,
  when,
  takes: { 'time-zone': takeTimeZone },
  draw: drawTimeZone,
})
