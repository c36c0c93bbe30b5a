import { expect, test } from 'vitest'
import { contextOf } from '../../../../test/context.ts'
import { api, refusal } from '../../../../test/management.ts'
import { startServer } from '../../../../test/server.ts'

const server = await startServer()
const calls = await api(server)
const { environment } = await contextOf(server)

async function anOwner(email: string): Promise<string> {
  const { id } = (await calls.post('/user', { identities: [{ type: 'email', details: { email } }] })).body
  await server.query(
    `insert into administrators (environment_id, user_id, role, created_at)
     select environment_id, id, 'owner', now() from users
     where environment_id = $1 and 'kp_' || replace(id::text, '-', '') = $2`,
    [environment.id, id],
  )
  return String(id)
}

async function onlyOwners(...emails: readonly string[]): Promise<string[]> {
  await server.query('delete from administrators where environment_id = $1', [environment.id])
  return Promise.all(emails.map(anOwner))
}

const LAST = refusal(409, 'LAST_OWNER')
const identitiesOf = async (id: string) => (await calls.get(`/users/${id}/identities`)).body.identities

test('an owner who was deleted with the profile kept does not count as one (ATO-24)', async () => {
  const [gone = '', last = ''] = await onlyOwners('gone@example.com', 'last@example.com')
  expect((await calls.delete(`/user?id=${gone}`)).status).toBe(200)
  expect(await calls.delete(`/user?id=${last}`)).toMatchObject(LAST)
  expect(await calls.patch(`/user?id=${last}`, { is_suspended: true })).toMatchObject(LAST)
})

test('the last owner keeps the last identity (ATO-24)', async () => {
  const [owner = ''] = await onlyOwners('only@example.com')
  const [identity] = await identitiesOf(owner)
  expect(await calls.delete(`/identities/${identity.id}`)).toMatchObject(LAST)
  expect(await identitiesOf(owner)).toHaveLength(1)
})

test('one of two owners who are suspended at the same moment stays (ATO-27)', async () => {
  for (let round = 0; round < 8; round += 1) {
    const owners = await onlyOwners(`one${String(round)}@example.com`, `two${String(round)}@example.com`)
    const answers = await Promise.all(owners.map((id) => calls.patch(`/user?id=${id}`, { is_suspended: true })))
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 409])
  }
})
