import { expect, test } from 'vitest'
import { scopesOf, TEAM_ROLES } from '#domain/team'
import { cookieOf, FROM_CONSOLE, type ConsoleCalls } from '../console.ts'
import { anotherBusiness } from '../contract/another-business.ts'
import { describeOperations, type Document } from '../contract/operations.ts'
import { contextOf } from '../context.ts'
import { CONTROL } from '../management.ts'
import { startServer } from '../server.ts'
import { aMemberSignedIn } from '../team.ts'

const server = await startServer()
const document = (await (await server.request('/api/openapi.json')).json()) as Document
const operations = describeOperations(document)
const hexOf = (id: string) => id.replaceAll('-', '')
const here = hexOf((await contextOf(server)).environment.id)
const foreign = hexOf((await contextOf(server, await anotherBusiness(server))).environment.id)

/** A path, a query and a body that are all wrong: they are looked at for members who may call the operation only. */
async function knock(calls: ConsoleCalls, environment: string, operation: string): Promise<string> {
  const [method = '', path = ''] = operation.split(' ')
  const address = `/console/environments/${environment}/api/v1${path.replaceAll(/\{\w+\}/g, 'a%00')}?a=1&a=2`
  const response = await server.request(`${CONTROL}${address}`, {
    method: method.toUpperCase(),
    headers: { ...FROM_CONSOLE, cookie: cookieOf(calls.browser), 'content-type': 'text/plain' },
    ...(method === 'get' ? {} : { body: '{' }),
  })
  const text = await response.text()
  return `${String(response.status)} ${/"code":"(\w+)"/.exec(text)?.[1] ?? ''}`
}

test.each(TEAM_ROLES)(
  'a member with the role %s may call the operations of its scopes, and no others (ATO-24)',
  async (role) => {
    const calls = await aMemberSignedIn(server, `${role}@roles.example`, role)
    const wrong: string[] = []
    for (const { operation, scope } of operations) {
      const answer = await knock(calls, here, operation)
      const isRefused = answer === '403 INSUFFICIENT_SCOPE'
      if (isRefused === scopesOf(role).has(scope) || answer.startsWith('401')) wrong.push(`${operation}: ${answer}`)
    }
    expect(wrong).toEqual([])
  },
)

test('no operation tells a member that the environment of another business exists (ATO-11)', async () => {
  const calls = await aMemberSignedIn(server, 'owner@foreign.example', 'owner')
  const wrong: string[] = []
  for (const { operation } of operations) {
    const answers = [await knock(calls, foreign, operation), await knock(calls, '0'.repeat(32), operation)]
    if (answers.some((answer) => answer !== '404 ENVIRONMENT_NOT_FOUND')) wrong.push(`${operation}: ${answers.join()}`)
  }
  expect(wrong).toEqual([])
})
