/**
 * Asks for a username, where people sign in with one and this person has none, or wants one that is taken. Takes
 * `username`. The first page of signing up asks for it too.
 */
import { definePage } from '../define-step.ts'
import { usernameFact } from './fact.ts'
import { drawUsername } from './page.tsx'
import { takeUsername } from './take.ts'
import { when } from './when.ts'

export const username = definePage({
  kind: 'username',
  fact: usernameFact,
  isCarried: true,
  when,
  takes: { username: takeUsername },
  draw: drawUsername,
})
