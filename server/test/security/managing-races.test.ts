import { expect, test } from 'vitest'
import { MANAGEMENT_SCOPES } from '#domain/applications'
import { api, managementToken } from '../management.ts'
import { claimsOf } from '../oauth.ts'
import { startServers } from '../processes.ts'

const { server, at } = await startServers(2)
const ROUNDS = [1, 2, 3, 4, 5]

/** The only two applications that can manage, each with calls to another process. */
async function aPair() {
  await server.query('delete from applications')
  const tokens = [await managementToken(server), await managementToken(server)]
  const calls = await Promise.all(tokens.map((token, index) => api(at(index), { token })))
  return { calls, ids: tokens.map((token) => String(claimsOf(token)['azp'])) }
}

async function managing(): Promise<number> {
  const [row] = await server.query('select count(*)::int as n from applications where management_scopes @> $1', [
    [...MANAGEMENT_SCOPES],
  ])
  return Number(row?.['n'])
}

test.each(ROUNDS)(
  'ATO-24 one of two applications that delete themselves at the same moment in two processes stays (%i)',
  async () => {
    const { calls, ids } = await aPair()
    const answers = await Promise.all(calls.map((one, index) => one.delete(`/applications/${ids[index] ?? ''}`)))
    expect(answers.map((one) => one.status).toSorted()).toEqual([200, 409])
    expect(await managing()).toBe(1)
  },
)

test.each(ROUNDS)('ATO-24 a deletion, a disconnection and lost scopes at the same moment leave one (%i)', async () => {
  const { calls, ids } = await aPair()
  const [one, other] = calls
  const [first = '', second = ''] = ids
  const { apis } = (await one?.get('/apis?expand=scopes'))?.body ?? {}
  const management = apis.find((each: { is_management_api: boolean }) => each.is_management_api)
  const scope = management.scopes.find(({ key }: { key: string }) => key === 'update:apis').id
  const disconnected = { applications: [first, second].map((id) => ({ id, operation: 'delete' })) }
  const answers = await Promise.all([
    one?.delete(`/applications/${second}`),
    other?.delete(`/applications/${first}`),
    one?.patch(`/apis/${String(management.id)}/applications`, disconnected),
    other?.delete(`/apis/${String(management.id)}/applications/${first}/scopes/${String(scope)}`),
  ])
  expect(answers.filter((answer) => (answer?.status ?? 500) >= 500)).toEqual([])
  expect(await managing()).toBe(1)
})
