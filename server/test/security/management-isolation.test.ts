import { expect, test } from 'vitest'
import { MANAGEMENT_SCOPES } from '#domain/applications'
import { anotherBusiness } from '../contract/another-business.ts'
import { watchChanges } from '../contract/changes.ts'
import { describeOperations, type Document } from '../contract/operations.ts'
import { PLAN } from '../contract/steps.ts'
import type { World } from '../contract/planned-step.ts'
import { formOf, makeWorld, parametersOf, pathOf, type Call } from '../contract/walk.ts'
import { api, managementToken, PRODUCTION } from '../management.ts'
import { startServer } from '../server.ts'

const server = await startServer()
const document = (await (await server.request('/api/openapi.json')).json()) as Document
const operations = describeOperations(document)
const present = new Set(operations.map(({ operation }) => operation))
const elsewhere = await anotherBusiness(server)

/** A request that must not be read before its actor is known: path, query and body are all wrong. */
async function knock(operation: string, token: string | undefined): Promise<string> {
  const [method = '', path = ''] = operation.split(' ')
  const response = await server.request(`/api/v1${path.replaceAll(/\{\w+\}/g, 'a%00')}?a=1&a=2`, {
    method: method.toUpperCase(),
    headers: { ...(token === undefined ? {} : { authorization: `Bearer ${token}` }), 'content-type': 'text/plain' },
    ...(method === 'get' ? {} : { body: '{' }),
  })
  const { errors } = (await response.json()) as { errors: { code: string }[] }
  return `${String(response.status)} ${errors[0]?.code ?? ''}`
}

/** Returns the operations that do not answer `expected`, with their answers. */
async function answeringOtherwise(expected: string, tokenFor: (scope: string) => Promise<string | undefined>) {
  const others: string[] = []
  for (const { operation, scope } of operations) {
    const answer = await knock(operation, await tokenFor(scope))
    if (answer !== expected) others.push(`${operation}: ${answer}`)
  }
  return others
}

test('every operation refuses a request without a token before it reads anything (ATO-24, I5-1)', async () => {
  expect(operations.length).toBeGreaterThan(100)
  expect(await answeringOtherwise('401 TOKEN_REQUIRED', async () => undefined)).toEqual([])
})

test.each([
  ['another environment of the business', PRODUCTION],
  ['another business', elsewhere],
])('no operation accepts a token of %s (ATO-11)', async (_name, origin) => {
  const token = await managementToken(server, { origin })
  expect(await answeringOtherwise('401 INVALID_TOKEN', async () => token)).toEqual([])
})

test('every operation needs its scope, whatever else the token has (ATO-24, I5-1)', async () => {
  const tokens = new Map<string, Promise<string>>()
  const without = (scope: string) => {
    const known =
      tokens.get(scope) ?? managementToken(server, { scopes: MANAGEMENT_SCOPES.filter((one) => one !== scope) })
    tokens.set(scope, known)
    return known
  }
  expect(await answeringOtherwise('403 INSUFFICIENT_SCOPE', without)).toEqual([])
})

const calls = await api(server)
const own = await makeWorld(calls, 'own', (operation) => present.has(operation))
const neighbour = await makeWorld(await api(server, { origin: PRODUCTION }), 'near', (operation) =>
  present.has(operation),
)
const stranger = await makeWorld(await api(server, { origin: elsewhere }), 'far', (operation) => present.has(operation))
const changes = await watchChanges(server)

test('other businesses and environments have objects to name', () => {
  expect([own.failed, neighbour.failed, stranger.failed]).toEqual([[], [], []])
})

/** Definitions that a business shares among its environments. */
const SHARED = new Set(['role_id', 'permission_id', 'system_permission_id'])

/** Every request of the plan, once for each id in it, with that id taken from another environment. */
function borrowing(other: World, isForeign: (name: string) => boolean): (Call & { readonly borrowed: string })[] {
  return PLAN.filter(({ operation }) => present.has(operation)).flatMap(({ operation, request }) =>
    Object.keys(other)
      .filter((name) => name !== 'tag' && isForeign(name))
      .flatMap((name) => {
        const mixed: World = { ...own.world, [name]: other[name] ?? '' }
        const before = { operation, parameters: parametersOf(operation, own.world), ...request(own.world) }
        const after = { operation, parameters: parametersOf(operation, mixed), ...request(mixed) }
        return JSON.stringify(before) === JSON.stringify(after) ? [] : [{ ...after, borrowed: name }]
      }),
  )
}

/** Returns the requests that were not refused as unknown, or that left a trace. */
async function admitted(attempts: readonly (Call & { readonly borrowed: string })[]): Promise<string[]> {
  await changes()
  const found: string[] = []
  for (const attempt of attempts) {
    const method = attempt.operation.split(' ')[0]?.toUpperCase() ?? ''
    const { status, body } = await calls.send(method, pathOf(attempt), formOf(attempt.body))
    const changed = await changes()
    if ((status === 404 || status === 400) && changed.length === 0) continue
    found.push(
      `${attempt.operation} with a foreign ${attempt.borrowed}: ${String(status)} ${JSON.stringify(body)} ${changed.join()}`,
    )
  }
  return found
}

test('an id of another business finds nothing, in path, query or body (ATO-11)', async () => {
  const attempts = borrowing(stranger.world, () => true)
  expect(attempts.length).toBeGreaterThan(100)
  expect(await admitted(attempts)).toEqual([])
})

test('an id of another environment of the business finds nothing (ATO-11)', async () => {
  expect(await admitted(borrowing(neighbour.world, (name) => !SHARED.has(name)))).toEqual([])
})

test('a foreign id is answered like an unknown one (ATO-11)', async () => {
  const made = new Map(Object.entries(stranger.world).map(([name, id]) => [name, unknownLike(id)]))
  const answer = async (attempt: Call) => {
    const method = attempt.operation.split(' ')[0]?.toUpperCase() ?? ''
    const { status, body } = await calls.send(method, pathOf(attempt), formOf(attempt.body))
    return { operation: attempt.operation, status, body: JSON.stringify(body) }
  }
  const isOwned = (name: string) => name !== 'system_permission_id'
  const unknown = borrowing(Object.fromEntries(made), isOwned)
  const foreign = borrowing(stranger.world, isOwned)
  const answers = [await inOrder(unknown, answer), await inOrder(foreign, answer)] as const
  const plain = (text: string) => text.replaceAll(/[0-9a-f]{11,}|[0-9a-f-]{36}/g, '…')
  const [nobodys, theirs] = answers.map((all) => all.map((one) => ({ ...one, body: plain(one.body) })))
  expect(theirs).toEqual(nobodys)
})

async function inOrder<T, R>(all: readonly T[], work: (one: T) => Promise<R>): Promise<R[]> {
  const done: R[] = []
  for (const one of all) done.push(await work(one))
  return done
}

/** An id of the same form with other digits. */
function unknownLike(id: string): string {
  return id.replaceAll(/[0-9a-f]{6}$/g, (digits) => (digits === '000000' ? '000001' : '000000'))
}
