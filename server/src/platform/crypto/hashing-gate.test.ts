import { expect, test } from 'vitest'
import { openHashingGate } from './hashing-gate.ts'

function openWork() {
  const work = { hasBegun: false, end: () => undefined as void }
  const ended = new Promise<void>((resolve) => (work.end = resolve))
  return Object.assign(work, {
    run: async () => {
      work.hasBegun = true
      await ended
    },
  })
}

test('a sign-in waits behind no wrap, and a wrap waits until no sign-in is hashed', async () => {
  const gate = openHashingGate(1)
  const [wrap, signIn, nextWrap, nextSignIn] = [openWork(), openWork(), openWork(), openWork()]
  const all = [gate.behind(wrap.run), gate.first(signIn.run), gate.behind(nextWrap.run), gate.first(nextSignIn.run)]
  expect([wrap, signIn, nextWrap, nextSignIn].map(({ hasBegun }) => hasBegun)).toEqual([true, true, false, false])

  wrap.end()
  await all[0]
  expect(nextWrap.hasBegun).toBe(false)
  signIn.end()
  await all[1]
  expect([nextWrap.hasBegun, nextSignIn.hasBegun]).toEqual([false, true])
  nextSignIn.end()
  await all[3]
  expect(nextWrap.hasBegun).toBe(true)
  nextWrap.end()
  await Promise.all(all)
})

test('a wrap that fails gives its hand back', async () => {
  const gate = openHashingGate(1)
  const failed = gate.behind(() => Promise.reject(new Error('damaged')))
  const next = gate.behind(() => Promise.resolve('wrapped'))
  await expect(failed).rejects.toThrow('damaged')
  expect(await next).toBe('wrapped')
})
