import { expect, test } from 'vitest'
import { ACCEPTED, EXPANDED, isOfLaterFeature } from '../../../test/contract/accepted.ts'
import { differencesOf, readPublished } from '../../../test/contract/compare.ts'
import { describeOperations, type Document } from '../../../test/contract/operations.ts'
import { startServer } from '../../../test/server.ts'

const server = await startServer()
const document = (await (await server.request('/api/openapi.json')).json()) as Document
const published = readPublished()
const ours = describeOperations(document)

const oursOf = new Map(ours.map((one) => [one.operation, one]))
const present = published.filter(({ operation }) => oursOf.has(operation))
const differences = present.flatMap((one) => {
  const own = oursOf.get(one.operation)
  return own === undefined ? [] : differencesOf(one, own)
})

test('every present operation of the published contract is as published, with null only where the contract has it', () => {
  const accepted = new Set([...ACCEPTED.flatMap(({ differences: lines }) => lines), ...EXPANDED])
  expect(differences.filter((line) => !accepted.has(line))).toEqual([])
})

test('every accepted difference exists', () => {
  const found = new Set(differences)
  const lines = [...ACCEPTED.flatMap(({ differences: each }) => each), ...EXPANDED]
  const ofPresent = lines.filter((line) => present.some(({ operation }) => line.startsWith(`${operation} `)))
  expect(ofPresent.filter((line) => !found.has(line))).toEqual([])
})

test('operations missing from the published contract belong to features that are not here', () => {
  const expected = published.filter((one) => !isOfLaterFeature(one))
  const missing = expected.filter(({ operation }) => !oursOf.has(operation)).map(({ operation }) => operation)
  process.stdout.write(
    `${String(published.length)} operations in the published contract, ${String(expected.length)} of features that ` +
      `are here, ${String(present.length)} present, ${String(ours.length - present.length)} of our own\n`,
  )
  expect(missing).toEqual([])
})

test('names of operations are used once', () => {
  const ids = ours.map(({ id }) => id.toLowerCase())
  expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([])
})

test('every operation lists its refusals', () => {
  const silent = Object.entries(document.paths).flatMap(([path, item]) =>
    Object.entries(item)
      .filter(([, one]) => !['400', '401', '403', '429'].every((status) => status in (one?.responses ?? {})))
      .map(([method]) => `${method} ${path}`),
  )
  expect(silent).toEqual([])
})
