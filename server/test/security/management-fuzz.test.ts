import { expect, test } from 'vitest'
import { watchChanges } from '../contract/changes.ts'
import { casesOf, type FuzzCase } from '../contract/fuzz.ts'
import { describeOperations, type Document } from '../contract/operations.ts'
import { makeWorld } from '../contract/walk.ts'
import { anotherBusiness } from '../contract/another-business.ts'
import { api, CONTROL } from '../management.ts'
import { startServer } from '../server.ts'

/** Number of cases per operation; `GATEHOUSE_FUZZ_CASES=60` for a whole run. */
const CASES = Number(process.env['GATEHOUSE_FUZZ_CASES'] ?? 12)
const SEED = Number(process.env['GATEHOUSE_FUZZ_SEED'] ?? 4)

const server = await startServer()
const document = (await (await server.request('/api/openapi.json')).json()) as Document
// Removals come last, so that earlier requests find their objects.
const operations = describeOperations(document).toSorted(
  (a, b) => Number(a.operation.startsWith('delete')) - Number(b.operation.startsWith('delete')),
)
const present = new Set(operations.map(({ operation }) => operation))
const calls = await api(server)
const control = await api(server, { origin: CONTROL })
const own = await makeWorld(calls, 'own', (operation) => present.has(operation))
const stranger = await makeWorld(await api(server, { origin: await anotherBusiness(server) }), 'far', (operation) =>
  present.has(operation),
)
const changes = await watchChanges(server)

/** Returns the problem of the server's answer to a request, or undefined. */
async function problemOf({ method, path, body, fault }: FuzzCase): Promise<string | undefined> {
  const named = `${method} ${path.slice(0, 200)} ${fault} ${body instanceof FormData ? 'form' : (JSON.stringify(body) ?? '').slice(0, 300)}`
  try {
    // In other environments these are refused before the request is read.
    const caller = path.startsWith('/businesses') ? control : calls
    const answer = await caller.send(method, path, body)
    const changed = await changes()
    if (answer.status >= 500) return `${named}: ${String(answer.status)}`
    if (answer.status >= 400 && changed.length > 0) return `${named}: refused, but changed ${changed.join()}`
    return undefined
  } catch (error) {
    await changes()
    // The answer differs from the document, which never describes a 5xx.
    return `${named}: ${error instanceof Error ? error.message : String(error)}`
  }
}

test('changes to rows are detected', async () => {
  await changes()
  await calls.post('/applications', { name: 'Noticed', type: 'spa' })
  expect(await changes()).toContain('applications')
  await calls.post('/applications', { name: 'Refused', type: 'none' })
  expect(await changes()).toEqual([])
})

test('no request makes a 5xx, an answer that is not documented, or a change when refused (ATO-11, -23, -24)', async () => {
  const problems: string[] = []
  let count = 0
  for (const { operation } of operations) {
    for (const one of casesOf({
      document,
      operation,
      own: own.world,
      foreign: stranger.world,
      count: CASES,
      seed: SEED,
    })) {
      count++
      const problem = await problemOf(one)
      if (problem !== undefined) problems.push(problem)
    }
  }
  process.stdout.write(`${String(count)} requests to ${String(operations.length)} operations\n`)
  expect(problems).toEqual([])
}, 1_200_000)
