/**
 * The first page of signing up: the address, and the questions of the application to a new user. Takes `register`. Its
 * facts are those of the steps `identify` and `profile`.
 */
import { definePage } from '../define-step.ts'
import { whoIsAsked } from '../identify/who-is-asked.ts'
import { drawRegister } from './page.tsx'
import { takeRegistration } from './take.ts'
import { when } from './when.ts'

export const register = definePage({
  kind: 'register',
  begins: 'sign_up',
  fact: {},
  when,
  prepare: whoIsAsked,
  takes: { register: takeRegistration },
  draw: drawRegister,
})
