import { expect, test } from 'vitest'
import { api, aRole, PRODUCTION, refusal } from '../../../../test/management.ts'
import { addMembers, anOrganization, aUser } from '../../../../test/organizations.ts'
import { startServer } from '../../../../test/server.ts'

const server = await startServer()
const calls = await api(server)
const elsewhere = await api(server, { origin: PRODUCTION })

const role = await aRole(calls, 'editor')
const acme = await anOrganization(calls, { name: 'Acme' })
const birch = await anOrganization(calls, { name: 'Birch' })
const names = ['Ada', 'Bo', 'Cy', 'Di', 'Ed']
const people = new Map<string, string>()
for (const name of names) people.set(await aUser(calls, { givenName: name, familyName: 'Person' }), name)
const idOf = (name: string) => [...people].find(([, one]) => one === name)?.[0] ?? ''

await addMembers(calls, acme, idOf('Ada'), idOf('Cy'), idOf('Ed'))
await calls.post(`/organizations/${acme}/users/${idOf('Cy')}/roles`, { role_id: role })
await calls.post(`/organizations/${birch}/users`, { users: [{ id: idOf('Bo'), roles: ['editor'] }] })
await calls.patch(`/user?id=${idOf('Cy')}`, { is_suspended: true })
await calls.patch(`/user?id=${idOf('Di')}`, { is_suspended: true })
const { body } = await calls.post('/property_categories', { name: 'Plans', context: 'usr' })
const plan = { name: 'Plan', key: 'plan', type: 'single_line_text', context: 'usr', is_private: true }
await calls.post('/properties', { ...plan, category_id: body.category.id })
for (const name of ['Ada', 'Di']) await calls.put(`/users/${idOf(name)}/properties/plan?value=pro`)
for (const [name, day] of [
  ['Bo', '01'],
  ['Ed', '03'],
  ['Ada', '02'],
] as const) {
  await server.query(`update users set last_signed_in_at = $1 where given_name = $2`, [`2026-03-${day}`, name])
}

/** Reads all pages of a list, two a page. */
async function find(query: string): Promise<string[]> {
  const found: string[] = []
  let next = ''
  do {
    const page = (await calls.get(`/search/users/filtered?page_size=2&${query}${next}`)).body
    found.push(...page.users.map(({ id }: { id: string }) => people.get(id)))
    next = page.next_token === undefined ? '' : `&next_token=${String(page.next_token)}`
  } while (next !== '')
  return found
}

test.each([
  ['', ['Ada', 'Bo', 'Cy', 'Di', 'Ed']],
  ['sort=created_desc', ['Ed', 'Di', 'Cy', 'Bo', 'Ada']],
  ['sort=last_signed_in_desc', ['Ed', 'Ada', 'Bo', 'Di', 'Cy']],
  ['is_suspended=true', ['Cy', 'Di']],
  ['is_suspended=false', ['Ada', 'Bo', 'Ed']],
  ['is_suspended=true&sort=created_desc', ['Di', 'Cy']],
  ['is_never_signed_in=true', ['Cy', 'Di']],
  [`org_code=${acme}`, ['Ada', 'Cy', 'Ed']],
  [`org_code=${acme}&sort=last_signed_in_desc`, ['Ed', 'Ada', 'Cy']],
  [`role_id=${role}`, ['Bo', 'Cy']],
  [`role_id=${role}&org_code=${acme}`, ['Cy']],
  [`org_code=${acme}&is_suspended=true`, ['Cy']],
  ['properties%5Bplan%5D=pro', ['Ada', 'Di']],
  ['properties%5Bplan%5D=pro&is_suspended=true', ['Di']],
  ['query=person', ['Ada', 'Bo', 'Cy', 'Di', 'Ed']],
  [`query=person&org_code=${acme}`, ['Ada', 'Cy', 'Ed']],
  ['query=person&is_suspended=false', ['Ada', 'Bo', 'Ed']],
  ['query=cy&is_suspended=false', []],
])('users filtered by %j are %j', async (query, expected) => {
  expect(await find(query)).toEqual(expected)
})

test('each user comes with organizations and identities where they are asked for', async () => {
  const path = `/search/users/filtered?org_code=${birch}&expand=organizations,identities`
  expect((await calls.get(path)).body.users).toMatchObject([
    {
      id: idOf('Bo'),
      organizations: expect.arrayContaining([birch]),
      named_organizations: expect.arrayContaining([{ code: birch, name: 'Birch' }]),
      identities: [{ type: 'email' }],
    },
  ])
})

test('an order together with words, and a token of another filter, are refused', async () => {
  expect(await calls.get('/search/users/filtered?query=a&sort=created_desc')).toMatchObject(
    refusal(400, 'INVALID_PARAMETER'),
  )
  const first = (await calls.get('/search/users/filtered?page_size=1')).body
  expect(
    await calls.get(`/search/users/filtered?is_suspended=true&next_token=${String(first.next_token)}`),
  ).toMatchObject(refusal(400, 'INVALID_CURSOR'))
})

test('an organization of another environment is not found, and its users are in no list (ATO-11)', async () => {
  const theirs = await anOrganization(elsewhere)
  expect(await calls.get(`/search/users/filtered?org_code=${theirs}`)).toMatchObject(
    refusal(404, 'ORGANIZATION_NOT_FOUND'),
  )
  expect((await elsewhere.get('/search/users/filtered')).body.users).toEqual([])
})
