import * as managementApi from '@kinde/management-api-js'
import { expect, test } from 'vitest'
import { isOfLaterFeature } from '../contract/accepted.ts'
import { readPublished } from '../contract/compare.ts'
import { describeOperations, type Document } from '../contract/operations.ts'
import { callOver, walk, type Call } from '../contract/walk.ts'
import { aCodeFactor } from '../factors.ts'
import { api } from '../management.ts'
import { startServer } from '../server.ts'

type Method = (input: Readonly<Record<string, unknown>>) => Promise<unknown>

/**
 * Its declarations import files without an extension, which NodeNext does not find, so the parts in use are declared
 * here.
 */
const { init, ...exported } = managementApi as unknown as { init(config: object): void } & Record<string, unknown>

const server = await startServer({ isListening: true })
const { client_id: clientId, client_secret: clientSecret, audience } = server.firstRun.management
init({ kindeDomain: server.origin, clientId, clientSecret, audience, token: '' })

const document = (await (await server.request('/api/openapi.json')).json()) as Document
const present = new Set(describeOperations(document).map(({ operation }) => operation))
const published = readPublished()
const expected = published.filter((one) => !isOfLaterFeature(one)).map(({ operation }) => operation)

/** The operations of the SDK: its static methods, by the method and path in their source. */
const methods = new Map(
  Object.values(exported).flatMap((one) => (typeof one === 'function' ? methodsOf(one as unknown as object) : [])),
)

function methodsOf(service: object): [string, Method][] {
  return Object.getOwnPropertyNames(service).flatMap((name): [string, Method][] => {
    const method = (service as Record<string, unknown>)[name]
    const found = /method: "(\w+)",\s*url: "\/api\/v1([^"]+)"/.exec(typeof method === 'function' ? String(method) : '')
    return found ? [[`${String(found[1]).toLowerCase()} ${String(found[2])}`, (method as Method).bind(service)]] : []
  })
}

const camel = (name: string) => name.replaceAll(/_([a-z])/g, (_all, letter: string) => letter.toUpperCase())

const bySdk = new Set<string>()
const plainly = new Set<string>()
const overHttp = callOver(await api(server))

async function call(one: Call): Promise<unknown> {
  const method = methods.get(one.operation)
  if (method === undefined) {
    const answer = await overHttp(one)
    plainly.add(one.operation)
    return answer
  }
  const { parameters, query = {}, body } = one
  const named = Object.entries({ ...parameters, ...query }).map(([name, value]) => [camel(name), value])
  const sent = isForm(body) ? { formData: body } : { requestBody: body }
  const answer = await method({ ...Object.fromEntries(named), ...(body === undefined ? {} : sent) })
  bySdk.add(one.operation)
  return answer
}

/** No operation sets up a factor, so one is planted where the operations remove it. */
async function callWithFactor(one: Call): Promise<unknown> {
  if (/^delete .*\/mfa$/.test(one.operation)) {
    const { user_id: user = '' } = one.parameters
    const factorId = await aCodeFactor(server, user, { kind: 'email', address: 'ada@sdk.example' })
    const parameters = { ...one.parameters, factor_id: factorId }
    await call({ operation: `${one.operation}/{factor_id}`, parameters })
  }
  return call(one)
}

function isForm(body: unknown): boolean {
  return typeof body === 'object' && body !== null && Object.values(body).some((value) => value instanceof File)
}

test('the official SDK, unmodified, calls every operation that exists', async () => {
  const { failed } = await walk({ tag: 'sdk', isIncluded: (operation) => present.has(operation), call: callWithFactor })
  const exercised = [...bySdk, ...plainly].filter((operation) => expected.includes(operation))
  process.stdout.write(
    `${String(published.length)} operations in the published contract, ${String(expected.length)} of features that ` +
      `are here, ${String(expected.filter((one) => present.has(one)).length)} present, ` +
      `${String(exercised.length)} exercised: ${String(bySdk.size)} by the SDK, ${String(plainly.size)} that it lacks\n`,
  )
  expect(failed).toEqual([])
  expect(exercised.toSorted()).toEqual(expected.filter((one) => present.has(one)).toSorted())
})
