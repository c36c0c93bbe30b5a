import { expect, test } from 'vitest'
import { anApplication, api, PRODUCTION, refusal, type Api } from '../../../test/management.ts'
import { startServer } from '../../../test/server.ts'

const server = await startServer()
const calls = await api(server)
const names = ['Zoo', 'alpha', 'Beta', 'beta', 'Äther', 'Beta', 'Beta', '10', '9', 'x'.repeat(200)]
for (const name of names) await anApplication(calls, { name })
const all: { name: string; id: string }[] = (await calls.get('/applications?page_size=500')).body.applications

async function walk(api: Api, query: string): Promise<{ name: string; id: string }[]> {
  const first = await api.get(`/applications?${query}`)
  const pages = [first.body]
  for (let next = first.body.next_token; next !== undefined; next = pages.at(-1).next_token) {
    pages.push((await api.get(`/applications?${query}&next_token=${encodeURIComponent(next)}`)).body)
  }
  return pages.flatMap((page) => page.applications)
}

test('a list shows id, name and type, ten applications unless a page size is sent', async () => {
  const { body } = await calls.get('/applications')
  expect(body).toMatchObject({ code: 'OK', message: 'Success', next_token: expect.any(String) })
  expect(body.applications).toHaveLength(10)
  expect(body.applications[0]).toEqual({ id: expect.any(String), name: '10', type: 'spa' })
})

test.each([1, 2, 3, 11, 12, 500])('pages of %d show each application once, in order', async (size) => {
  expect(await walk(calls, `page_size=${String(size)}`)).toEqual(all)
})

test('the reverse order is the same list reversed', async () => {
  expect(await walk(calls, 'page_size=3&sort=name_desc')).toEqual(all.toReversed())
})

test('the last page has no next one', async () => {
  const { body } = await calls.get(`/applications?page_size=${String(all.length)}`)
  expect(body).not.toHaveProperty('next_token')
})

test('applications that are created or deleted between two pages shift nothing', async () => {
  const first = (await calls.get('/applications?page_size=5')).body
  const early = await anApplication(calls, { name: '0 early' })
  const rest = await walk(calls, `page_size=500&next_token=${first.next_token}`)
  await calls.delete(`/applications/${early}`)
  expect([...first.applications, ...rest]).toEqual(all)
})

test('parameters that are sent empty count as not sent', async () => {
  const { status, body } = await calls.get('/applications?sort=&page_size=&next_token=')
  expect([status, body.applications.length]).toEqual([200, 10])
})

test('a list shows only applications of a type, page by page', async () => {
  const machines = await Promise.all(
    ['m1', 'm2', 'm3'].map(async (name) => anApplication(calls, { name, type: 'm2m' })),
  )
  const found = await walk(calls, 'type=m2m&page_size=2')
  await Promise.all(machines.map(async (id) => calls.delete(`/applications/${id}`)))
  expect(machines.filter((id) => !found.some((one) => one.id === id))).toEqual([])
  expect((await walk(calls, 'type=spa&page_size=4')).map(({ id }) => id)).toEqual(
    all.map(({ id }) => id).filter((id) => found.every((one) => one.id !== id)),
  )
  expect(await calls.get('/applications?type=web')).toMatchObject(refusal(400, 'INVALID_PARAMETER'))
})

test('an application is found by a part of its name in any case, and by its client id', async () => {
  const namesOf = async (text: string) =>
    (await walk(calls, `page_size=2&query=${encodeURIComponent(text)}`)).map(({ name }) => name)
  expect(await namesOf('BET')).toEqual(['Beta', 'Beta', 'Beta', 'beta'])
  expect(await namesOf('%')).toEqual([])
  const [first] = all
  expect(await namesOf(first?.id.toUpperCase() ?? '')).toEqual([first?.name])
})

test('the cursor of one filter is none of another', async () => {
  const { next_token: token } = (await calls.get('/applications?query=beta&page_size=2')).body
  const answer = await calls.get(`/applications?query=zoo&page_size=2&next_token=${encodeURIComponent(token)}`)
  expect(answer).toMatchObject(refusal(400, 'INVALID_CURSOR'))
})

test('a page of more than 500 is refused, with the code of the published contract', async () => {
  expect(await calls.get('/applications?page_size=501')).toMatchObject(refusal(400, 'PAGE_SIZE_LIMIT_EXCEEDED'))
})

test.each(['page_size=0', 'page_size=ten', 'page_size=1e2', 'page_size=-1', 'sort=id_asc'])(
  '?%s is refused',
  async (query) => {
    expect(await calls.get(`/applications?${query}`)).toMatchObject(refusal(400, 'INVALID_PARAMETER'))
  },
)

test('a page token belongs to one order of one list of one environment (ATO-11)', async () => {
  const { next_token: token } = (await calls.get('/applications?page_size=1')).body
  const production = await api(server, { origin: PRODUCTION })
  const flipped = token.slice(0, -2) + (token.endsWith('AA') ? 'BB' : 'AA')
  const answers = await Promise.all([
    calls.get(`/applications?sort=name_desc&next_token=${token}`),
    production.get(`/applications?next_token=${token}`),
    calls.get(`/applications?next_token=${flipped}`),
    calls.get('/applications?next_token=WyJhIl0'),
  ])
  for (const answer of answers) expect(answer).toMatchObject(refusal(400, 'INVALID_CURSOR'))
})

test('a list shows nothing of another environment (ATO-11)', async () => {
  const production = await api(server, { origin: PRODUCTION })
  expect((await production.get('/applications')).body.applications).toEqual([
    { id: expect.any(String), name: 'Caller', type: 'm2m' },
    { id: expect.any(String), name: 'Caller', type: 'm2m' },
  ])
})
