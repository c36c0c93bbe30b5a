import { expect, test } from 'vitest'
import {
  aFlag,
  aPermission,
  aRole,
  forget,
  givePermission,
  giveRole,
  membershipOf,
  overrideFlag,
} from '../../../test/access.ts'
import { anApplication, claimsOf, exchange, refresh, signUp, type Tokens } from '../../../test/oauth.ts'
import { startServer } from '../../../test/server.ts'

const server = await startServer()
const client = await anApplication(server)

let people = 0
async function someone() {
  people += 1
  const signedIn = await signUp(server, client, `person${String(people)}@example.com`)
  const tokens = (await (await exchange(server, client, signedIn)).json()) as Tokens
  return { tokens, member: await membershipOf(server, String(claimsOf(tokens.access_token)['sub'])) }
}

/** Returns the claims of the next access token, with every value read again. */
async function nextClaims({ tokens, member }: Awaited<ReturnType<typeof someone>>) {
  await forget(server)
  await server.query(`update users set claims_changed_at = claims_changed_at + interval '1 ms' where id = $1`, [
    member.userId,
  ])
  const next = (await (await refresh(server, client, tokens.refresh_token)).json()) as Tokens
  return claimsOf(next.access_token)
}

const [{ member: first }] = await Promise.all([someone()])
const { businessId } = first
const editor = await aRole(server, businessId, { key: 'editor', permissions: ['read:posts', 'write:posts'] })
const reader = await aRole(server, businessId, { key: 'reader', permissions: ['read:posts'] })

test('without roles there are no permissions, and the claim is there all the same (P7-1)', async () => {
  const claims = claimsOf((await someone()).tokens.access_token)
  expect(claims['permissions']).toEqual([])
  expect(claims['feature_flags']).toEqual({})
})

test('permissions of several roles and direct ones add up, sorted and each once (U2-1)', async () => {
  const person = await someone()
  await giveRole(server, person.member, editor.id)
  await giveRole(server, person.member, reader.id)
  await givePermission(server, person.member, 'export:posts')
  await givePermission(server, person.member, 'read:posts')
  expect((await nextClaims(person))['permissions']).toEqual(['export:posts', 'read:posts', 'write:posts'])
})

test('a token carries the permissions of its own organization only (P7-3, U2-2)', async () => {
  const person = await someone()
  const { environmentId, userId } = person.member
  const [other] = await server.query(
    `insert into organizations (environment_id, id, code, name, created_at)
     values ($1, gen_random_uuid(), 'org_0123456789a', 'Other', now()) returning id`,
    [environmentId],
  )
  const elsewhere = { ...person.member, organizationId: String(other?.['id']) }
  await server.query(
    `insert into memberships (environment_id, organization_id, user_id, created_at) values ($1, $2, $3, now())`,
    [environmentId, elsewhere.organizationId, userId],
  )
  await giveRole(server, elsewhere, editor.id)
  expect((await nextClaims(person))['permissions']).toEqual([])
})

test('a role or permission that was deleted gives nothing', async () => {
  const person = await someone()
  const gone = await aRole(server, businessId, { key: 'gone', permissions: ['stay:away'] })
  const kept = await aRole(server, businessId, { key: 'kept', permissions: ['stay:here', 'go:away'] })
  await giveRole(server, person.member, gone.id)
  await giveRole(server, person.member, kept.id)
  await server.query(`update roles set deleted_at = now() where id = $1`, [gone.id])
  await server.query(`update permissions set deleted_at = now() where id = $1`, [
    await aPermission(server, businessId, 'go:away'),
  ])
  expect((await nextClaims(person))['permissions']).toEqual(['stay:here'])
})

test('each type of flag has its code, and its value keeps its type (P7-2, U3-1)', async () => {
  const person = await someone()
  await aFlag(server, businessId, { key: 'theme', type: 'str', value: 'pink' })
  await aFlag(server, businessId, { key: 'seats', type: 'int', value: 5 })
  await aFlag(server, businessId, { key: 'dark', type: 'bool', value: false })
  await aFlag(server, businessId, { key: 'limits', type: 'json', value: { a: [1, null] } })
  expect((await nextClaims(person))['feature_flags']).toMatchObject({
    theme: { t: 's', v: 'pink' },
    seats: { t: 'i', v: 5 },
    dark: { t: 'b', v: false },
    limits: { t: 'j', v: { a: [1, null] } },
  })
})

test.each([
  { level: 'env', inForce: 1 },
  { level: 'org', inForce: 2 },
  { level: 'usr', inForce: 3 },
] as const)('a flag whose lowest level is $level ignores values of deeper levels', async ({ level, inForce }) => {
  const person = await someone()
  const flagId = await aFlag(server, businessId, { key: `depth_${level}`, type: 'int', value: 0, level })
  await overrideFlag(server, person.member, { flagId, at: 'env', value: 1 })
  await overrideFlag(server, person.member, { flagId, at: 'org', value: 2 })
  await overrideFlag(server, person.member, { flagId, at: 'usr', value: 3 })
  expect((await nextClaims(person))['feature_flags']).toMatchObject({ [`depth_${level}`]: { t: 'i', v: inForce } })
})

test('an override may be false or null, which is not the same as none', async () => {
  const person = await someone()
  const on = await aFlag(server, businessId, { key: 'on', type: 'bool', value: true })
  const data = await aFlag(server, businessId, { key: 'data', type: 'json', value: {} })
  await overrideFlag(server, person.member, { flagId: on, at: 'usr', value: false })
  await overrideFlag(server, person.member, { flagId: data, at: 'env', value: null })
  const { feature_flags: flags } = await nextClaims(person)
  expect(flags).toMatchObject({ on: { t: 'b', v: false }, data: { t: 'j', v: null } })
})

test('an unexpired access token is returned again while nothing changed (P3-6)', async () => {
  const { tokens } = await someone()
  const next = (await (await refresh(server, client, tokens.refresh_token)).json()) as Tokens
  expect(next.access_token).toBe(tokens.access_token)
})

test('a change of claims that is committed late still makes the next token new (P3-8)', async () => {
  const { tokens, member } = await someone()
  // The change began before the token was issued, and is seen after it.
  await server.query(`update users set claims_changed_at = claims_changed_at - interval '1 second' where id = $1`, [
    member.userId,
  ])
  const next = (await (await refresh(server, client, tokens.refresh_token)).json()) as Tokens
  expect(next.access_token).not.toBe(tokens.access_token)
})

test('a person who is no longer a member gets no further token of the organization (AS-30)', async () => {
  const { tokens, member } = await someone()
  await server.query(`delete from memberships where user_id = $1`, [member.userId])
  const answer = await refresh(server, client, tokens.refresh_token)
  expect(answer.status).toBe(400)
  expect(await answer.json()).toMatchObject({ error: 'invalid_grant' })
})
