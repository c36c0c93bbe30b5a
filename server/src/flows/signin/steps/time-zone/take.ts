import { wrong } from '../define-step.ts'
import type { BeginningFact } from '../beginning.ts'
import type { Again, TakeContext, Taken } from '../step.ts'
import type { TimeZoneFact } from './fact.ts'
import type { TimeZoneState } from './page.tsx'

const LONGEST = 64

/** Takes the name of a time zone in any case, and keeps it as the database of time zones spells it. */
export async function takeTimeZone({
  form,
}: TakeContext<BeginningFact>): Promise<Taken<TimeZoneFact, Again<TimeZoneState>>> {
  const typed = (form.fields.get('time_zone') ?? '').trim().slice(0, LONGEST)
  const timeZone = nameOf(typed)
  if (timeZone === undefined) return wrong({ typed, problem: 'unknown' })
  return { outcome: 'facts', facts: { timeZone } }
}

function nameOf(typed: string): string | undefined {
  const names = ['UTC', ...Intl.supportedValuesOf('timeZone')]
  return names.find((name) => name.toLowerCase() === typed.toLowerCase())
}
