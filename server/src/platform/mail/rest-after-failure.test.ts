import { expect, test } from 'vitest'
import type { MailSender } from '#platform/smtp'
import { restAfterFailure } from './rest-after-failure.ts'

const MAIL = { id: 'a', to: 'ada@example.com', subject: 'a', text: 'b', html: 'c', businessName: 'Meadow' }
const SIGNAL = new AbortController().signal

function withResolvers() {
  let resolve: () => void = () => undefined
  const promise = new Promise<void>((done) => {
    resolve = done
  })
  return { promise, resolve }
}

/** A lane with a clock of its own, and servers that answer after some seconds of it. */
function aLane() {
  let seconds = 0
  const resting = restAfterFailure(() => new Date(seconds * 1_000))
  const begin = (key: string, { isLastTry = false } = {}) => {
    const answered = withResolvers()
    const server: MailSender = {
      from: { address: 'a@b.example', name: undefined },
      send: () => answered.promise,
      close: () => undefined,
    }
    const sent = resting.wrap(key, server, { isLastTry }).send(MAIL, SIGNAL)
    return async (after: number) => {
      seconds += after
      answered.resolve()
      await sent
    }
  }
  return { begin }
}

test('REL-11 servers that take mail slowly hold half of the hands at most', async () => {
  const { begin } = aLane()
  const slow = ['a', 'b', 'c', 'd']
  for (const key of slow) await begin(key)(10)
  const onTheirWay = [...slow, 'a', 'b'].map((key) => begin(key))
  expect(() => begin('c')).toThrow('PAUSED')
  await begin('quick')(0)
  await begin('c', { isLastTry: true })(0)

  for (const answer of onTheirWay) await answer(10)
  await begin('a')(10)
})

test('a server that was slow once is quick again by the next mail', async () => {
  const { begin } = aLane()
  for (const key of ['a', 'b', 'c', 'd', 'e', 'f', 'g']) await begin(key)(10)
  await begin('g')(0)
  const onTheirWay = ['a', 'b', 'c', 'd', 'e', 'f'].map((key) => begin(key))
  await begin('g')(0)
  for (const answer of onTheirWay) await answer(0)
})
