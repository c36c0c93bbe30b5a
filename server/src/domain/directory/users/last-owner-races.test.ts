import { expect, test } from 'vitest'
import { contextOf } from '../../../../test/context.ts'
import { api } from '../../../../test/management.ts'
import { startServers } from '../../../../test/processes.ts'

const { server, at } = await startServers(2)
const calls = await api(server)
const [first, second] = [await api(at(0)), await api(at(1))]
const { environment } = await contextOf(server)
let made = 0

async function anOwner(): Promise<string> {
  made += 1
  const email = `owner${String(made)}@example.com`
  const { id } = (await calls.post('/user', { identities: [{ type: 'email', details: { email } }] })).body
  await server.query(
    `insert into administrators (environment_id, user_id, role, created_at)
     select environment_id, id, 'owner', now() from users
     where environment_id = $1 and 'kp_' || replace(id::text, '-', '') = $2`,
    [environment.id, id],
  )
  return String(id)
}

async function twoOwners() {
  await server.query('delete from administrators where environment_id = $1', [environment.id])
  const owners = [await anOwner(), await anOwner()]
  const identities = await Promise.all(
    owners.map(async (id) => String((await calls.get(`/users/${id}/identities`)).body.identities[0].id)),
  )
  return { owners, identities }
}

/** Returns the owners who can sign in. */
const left = () =>
  server.query(
    `select a.user_id from administrators a join users u on u.id = a.user_id
     where a.environment_id = $1 and a.role = 'owner' and not u.is_suspended
       and exists (select from identities i where i.user_id = u.id)`,
    [environment.id],
  )

type OwnerPair = Awaited<ReturnType<typeof twoOwners>>
type Act = (through: typeof first, both: OwnerPair, which: number) => ReturnType<typeof first.delete>

const suspend: Act = (through, { owners }, which) =>
  through.patch(`/user?id=${owners[which] ?? ''}`, { is_suspended: true })
const remove: Act = (through, { owners }, which) => through.delete(`/user?id=${owners[which] ?? ''}`)
const erase: Act = (through, { owners }, which) =>
  through.delete(`/user?id=${owners[which] ?? ''}&is_delete_profile=true`)
const strip: Act = (through, { identities }, which) => through.delete(`/identities/${identities[which] ?? ''}`)

test.each([
  ['suspended', 'suspended', suspend, suspend],
  ['deleted', 'deleted', remove, remove],
  ['deleted for good', 'deleted for good', erase, erase],
  ['left without identity', 'left without identity', strip, strip],
  ['suspended', 'deleted', suspend, remove],
  ['deleted for good', 'left without identity', erase, strip],
  ['left without identity', 'suspended', strip, suspend],
])(
  'one of two owners who are %s and %s by two processes at once stays (ATO-24, ATO-27)',
  async (_a, _b, one, other) => {
    for (let round = 0; round < 5; round += 1) {
      const both = await twoOwners()
      const answers = await Promise.all([one(first, both, 0), other(second, both, 1)])
      expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 409])
      expect(await left()).toHaveLength(1)
    }
  },
)
