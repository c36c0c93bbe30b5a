import { expect, test } from 'vitest'
import { standingOf, type SigningKey } from './signing-key.ts'

const at = (seconds: number) => new Date(1_800_000_000_000 + seconds * 1000)
const aKey = (generation: number, more: Partial<SigningKey> = {}): SigningKey => ({
  id: String(generation),
  kid: String(generation),
  generation,
  createdAt: at(0),
  activatesAt: at(0),
  revokedAt: undefined,
  longestLifetimeSeconds: 100,
  ...more,
})
const statesAt = (seconds: number, keys: readonly SigningKey[]) =>
  keys.map((key) => standingOf(key, keys, at(seconds)).state)

test.each([
  [999, ['current', 'next']],
  [1_000, ['previous', 'current']],
  [1_699, ['previous', 'current']],
  [1_700, ['retired', 'current']],
])('at %s a key that is replaced at 1,000 and signed for 100 seconds, and its successor, are %s', (seconds, states) => {
  expect(statesAt(seconds, [aKey(1), aKey(2, { activatesAt: at(1_000) })])).toEqual(states)
})

test('a key that was revoked while it waited replaces nobody, also when its time would have come', () => {
  const keys = [aKey(1), aKey(2, { activatesAt: at(1_000), revokedAt: at(500) })]
  expect(statesAt(2_000, keys)).toEqual(['current', 'revoked'])
})

test('a key that was revoked after it had signed has replaced the one before it, which never signs again', () => {
  const keys = [aKey(1), aKey(2, { activatesAt: at(1_000), revokedAt: at(1_200) }), aKey(3, { activatesAt: at(1_200) })]
  expect(statesAt(1_300, keys)).toEqual(['previous', 'revoked', 'current'])
  expect(statesAt(1_700, keys)).toEqual(['retired', 'revoked', 'current'])
})
