import { Note } from '@gatehouse/ui'
import { factorTexts } from './texts.ts'

interface EnrolledPeople {
  readonly authenticator: number
  readonly email: number
  readonly sms: number
  readonly any: number
}

interface EnrolledWarningProps {
  readonly enrolled: EnrolledPeople
  readonly before: readonly unknown[]
  readonly after: readonly unknown[]
  /** Whether the page is about to ask nobody any more. */
  readonly isSwitchedOff: boolean
}

/** Says how many people a change concerns who have set up a factor, before it is saved (M5-15). */
export function EnrolledWarning({ enrolled, before, after, isSwitchedOff }: EnrolledWarningProps) {
  if (isSwitchedOff && enrolled.any > 0) return <Note kind="warning">{factorTexts.switchedOff(enrolled.any)}</Note>
  const counted = ['authenticator', 'email', 'sms'] as const
  const dropped = counted.filter((kind) => before.includes(kind) && !after.includes(kind) && enrolled[kind] > 0)
  if (dropped.length === 0) return null
  const names = factorTexts.choices.filter(({ value }) => dropped.some((kind) => kind === value))
  const count = dropped.reduce((sum, kind) => sum + enrolled[kind], 0)
  return (
    <Note kind="warning">
      {factorTexts.dropped(
        names.map(({ label }) => label),
        count,
      )}
    </Note>
  )
}
