import type { Answer } from '@gatehouse/api-client'
import { texts } from './texts.ts'

export type TraceSummary = Answer<'getTraces'>['traces'][number]
export type Trace = Answer<'getTrace'>['trace']
export type TraceStep = Trace['steps'][number]

export function personOf({ user }: Pick<TraceSummary, 'user'>): string {
  return user ? (user.name ?? user.email ?? user.id) : texts.nobody
}

/** Returns a reason as a sentence. */
export function sentenceOf(reason: string): string {
  // A name of a parameter keeps its spelling.
  const text = /^\w*[_=]/.test(reason) ? reason : reason.charAt(0).toUpperCase() + reason.slice(1)
  return /[.!?]$/.test(text) ? text : `${text}.`
}

export function titleOf({ step, name = '', outcome }: TraceStep): string {
  if (step === 'page') return `${texts.stepTitles.page} ${texts.pages[name] ?? name}`.trim()
  if (step === 'answer') return texts.answers[name] ?? texts.stepTitles.answer
  return outcome === 'refused' ? texts.stepTitles.refusal : texts.stepTitles[step]
}

/** Returns the time of a step since the trace began. */
export function sinceBegin({ started_on }: Pick<Trace, 'started_on'>, { at }: TraceStep): string {
  const seconds = Math.max(0, (Date.parse(at) - Date.parse(started_on)) / 1_000)
  return `+${seconds.toLocaleString(undefined, { maximumFractionDigits: seconds < 10 ? 2 : 0 })} s`
}

/** Returns the value of a setting in words; lists come as JSON. */
export function valueInWords(value: string): string {
  if (value === 'true') return texts.on
  if (value === 'false') return texts.off
  return value.startsWith('[') ? value.slice(1, -1).replaceAll('"', '').replaceAll(',', ', ') : value
}
