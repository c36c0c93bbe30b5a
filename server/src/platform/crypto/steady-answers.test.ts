import { expect, test } from 'vitest'
import { nextMoment, steadyAnswers } from './steady-answers.ts'

test.each([
  ['nobody was looked for', { now: 1_005 }, 1_500],
  ['a costly hash was verified', { now: 1_490 }, 1_500],
  ['it took longer than the costliest should', { now: 1_501 }, 2_000],
  ['another guess at the same address is answered before', { now: 1_005, last: 1_400 }, 1_900],
  ['the guess before was answered long ago', { now: 1_005, last: 200 }, 1_500],
])('ATO-10 a wrong password is answered at the moment that all are: %s', (_what, at, moment) => {
  expect(nextMoment({ since: 1_000, slotMs: 500, last: undefined, ...at })).toBe(moment)
})

test('ATO-10 guesses at one address at the same moment are answered one after the other', async () => {
  const steady = steadyAnswers(() => 0)
  const answered: string[] = []
  const guess = async (name: string, address: string) => {
    await steady.untilMoment(address, { since: 0, slotMs: 5 })
    answered.push(name)
  }
  await Promise.all([guess('first', 'a'), guess('second', 'a'), guess('third', 'a')])
  expect(answered).toEqual(['first', 'second', 'third'])
})
