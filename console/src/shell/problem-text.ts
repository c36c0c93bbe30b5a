import type { Problem } from '@gatehouse/api-client'
import { texts } from './texts.ts'

const GENERAL: Readonly<Record<string, string>> = texts.problems

/** Returns the words for a problem: those of the form for its own codes, else general ones, else the API's message. */
export function problemText({ code, message }: Problem, own: Readonly<Record<string, string>> = {}): string {
  return own[code] ?? GENERAL[code] ?? message
}
