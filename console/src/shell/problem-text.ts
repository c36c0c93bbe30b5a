import type { Problem } from '@gatehouse/api-client'

const GENERAL: Readonly<Record<string, string>> = {
  UNREACHABLE: 'The server cannot be reached. Nothing was saved; check your connection and try again.',
  INSUFFICIENT_SCOPE: 'Your role does not include this. An owner can change your role.',
  SIGN_IN_REQUIRED: 'You were signed out. Sign in again, then repeat this.',
  TOO_MANY_REQUESTS: 'Too many requests. Wait a moment, then try again.',
  RECENT_SIGN_IN_REQUIRED: 'This needs a sign-in of the last 10 minutes.',
}

/** Returns the words for a problem: those of the form for its own codes, else general ones, else the API's message. */
export function problemText({ code, message }: Problem, own: Readonly<Record<string, string>> = {}): string {
  return own[code] ?? GENERAL[code] ?? message
}
