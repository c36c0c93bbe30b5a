import { expect, test } from 'vitest'
import { MANAGEMENT_SCOPES } from '#domain/applications'
import { contextOf } from '../../../test/context.ts'
import { anOwnerSignedIn, aPerson, consoleBrowser, consoleCalls, signInToConsole } from '../../../test/console.ts'
import { anotherBusiness } from '../../../test/contract/another-business.ts'
import { aMember, aMemberSignedIn } from '../../../test/team.ts'
import { api, CONTROL, PRODUCTION, refusal } from '../../../test/management.ts'
import { anotherProcess, startServer } from '../../../test/server.ts'
import { TEAM_ROLES } from './index.ts'

const server = await startServer()
const installation = await anOwnerSignedIn(server, 'installation@example.com')
const owner = await aMemberSignedIn(server, 'owner@team.example', 'owner')
const admin = await aMemberSignedIn(server, 'admin@team.example', 'admin')

type Calls = typeof owner
const idOf = async (calls: Calls) => (await calls.session()).person.id
const roleOf = async (id: string) =>
  (await owner.call('GET', '/team/members?page_size=500')).body.members.find((one: { id: string }) => one.id === id)
    ?.role
const change = (calls: Calls, id: string, role: string) => calls.call('PATCH', `/team/members/${id}`, { role })
const remove = (calls: Calls, id: string) => calls.call('DELETE', `/team/members/${id}`)

test('the team lists its members with their roles, page by page, owners of the installation among them', async () => {
  const first = await owner.call('GET', '/team/members?page_size=1')
  const second = await owner.call('GET', `/team/members?page_size=500&next_token=${String(first.body.next_token)}`)
  const all = [...first.body.members, ...second.body.members]

  expect(all).toContainEqual(expect.objectContaining({ email: 'admin@team.example', role: 'admin' }))
  expect(all).toContainEqual(
    expect.objectContaining({ email: 'installation@example.com', role: 'owner', is_installation_owner: true }),
  )
})

test('the API lists the scopes of each role', async () => {
  const { roles } = (await owner.call('GET', '/team/roles')).body
  expect(roles.map(({ role }: { role: string }) => role)).toEqual(TEAM_ROLES)
  expect(roles[0].scopes).toEqual(MANAGEMENT_SCOPES)
})

test('a member sees the businesses that they work on, and no others (ATO-11)', async () => {
  await anotherBusiness(server)
  const { businesses, scopes, is_installation_owner: isOwner } = await admin.session()
  expect(businesses.map(({ name, role }) => [name, role])).toEqual([['My business', 'admin']])
  expect([Object.keys(scopes), isOwner]).toEqual([['admin'], false])
  expect((await installation.session()).businesses.length).toBeGreaterThan(1)
})

test('a smaller role and a removal count with the next request', async () => {
  const calls = await aMemberSignedIn(server, 'smaller@team.example', 'admin')
  const id = await idOf(calls)
  const create = () => calls.call('POST', '/applications', { name: 'A', type: 'spa' })
  const path = `/console/environments/${await calls.environmentId()}/api/v1/applications`

  expect((await create()).status).toBe(201)
  expect((await change(owner, id, 'read_only')).status).toBe(200)
  expect(await create()).toMatchObject(refusal(403, 'INSUFFICIENT_SCOPE'))
  expect((await remove(owner, id)).status).toBe(200)
  expect(await calls.ask('GET', path)).toMatchObject(refusal(404, 'ENVIRONMENT_NOT_FOUND'))
  expect(await calls.ask('GET', '/console/session')).toMatchObject(refusal(403, 'NOT_ON_A_TEAM'))
})

test('a smaller role and a removal count in another process with its next request', async () => {
  const calls = await aMemberSignedIn(server, 'elsewhere@team.example', 'admin')
  const there = consoleCalls(await anotherProcess(server), calls.browser)
  const id = await idOf(calls)
  const path = `/console/environments/${await calls.environmentId()}/api/v1/applications`
  const create = () => there.ask('POST', path, { name: 'A', type: 'spa' })

  expect((await create()).status).toBe(201)
  await change(owner, id, 'read_only')
  expect(await create()).toMatchObject(refusal(403, 'INSUFFICIENT_SCOPE'))
  await remove(owner, id)
  expect(await there.ask('GET', path)).toMatchObject(refusal(404, 'ENVIRONMENT_NOT_FOUND'))
})

test('no member gives a role that allows more than their own (ATO-24)', async () => {
  const id = await aMember(server, 'climber@team.example', 'engineer')
  expect(await change(admin, id, 'owner')).toMatchObject(refusal(403, 'ROLE_EXCEEDS_YOURS'))
  expect(await change(admin, await idOf(admin), 'owner')).toMatchObject(refusal(403, 'ROLE_EXCEEDS_YOURS'))
  expect((await change(admin, id, 'admin')).status).toBe(200)
  expect(await roleOf(id)).toBe('admin')
})

test('no member removes a role that allows more than their own (ATO-24)', async () => {
  const id = await aMember(server, 'higher@team.example', 'owner')
  expect(await change(admin, id, 'read_only')).toMatchObject(refusal(403, 'ROLE_EXCEEDS_YOURS'))
  expect(await remove(admin, id)).toMatchObject(refusal(403, 'ROLE_EXCEEDS_YOURS'))
  expect(await roleOf(id)).toBe('owner')
})

test.each(TEAM_ROLES.filter((role) => role !== 'owner' && role !== 'admin'))(
  'a member with the role %s changes nobody’s role',
  async (role) => {
    const calls = await aMemberSignedIn(server, `${role}@team.example`, role)
    expect(await change(calls, await idOf(admin), 'read_only')).toMatchObject(refusal(403, 'INSUFFICIENT_SCOPE'))
    expect(await remove(calls, await idOf(admin))).toMatchObject(refusal(403, 'INSUFFICIENT_SCOPE'))
  },
)

test('an owner of the installation cannot be removed from the team of a business', async () => {
  const id = await idOf(installation)
  expect(await remove(owner, id)).toMatchObject(refusal(409, 'INSTALLATION_OWNER'))
  expect(await change(owner, id, 'read_only')).toMatchObject(refusal(409, 'INSTALLATION_OWNER'))
})

test('a person who is not a member is not found', async () => {
  const stranger = `kp_${'0'.repeat(32)}`
  for (const id of [stranger, 'somebody', `kp_${(await aPerson(server, 'nobody@team.example')).replaceAll('-', '')}`]) {
    expect(await change(owner, id, 'admin')).toMatchObject(refusal(404, 'MEMBER_NOT_FOUND'))
    expect(await remove(owner, id)).toMatchObject(refusal(404, 'MEMBER_NOT_FOUND'))
  }
})

test('changes of the team are events and audit entries', async () => {
  const id = await aMember(server, 'watched@team.example', 'engineer')
  await change(owner, id, 'security')
  await remove(owner, id)
  const actor = { type: 'administrator', id: await idOf(owner) }
  const events = await server.query('select type, actor, source, data from events where subject = $1 order by id', [id])
  const entries = await server.query(
    `select action, actor, outcome, data from audit_entries where subject = $1 order by id`,
    [id],
  )
  expect(events.filter(({ type }) => String(type).startsWith('team.'))).toMatchObject([
    { type: 'team.member_updated', actor, source: 'admin', data: { role: 'security', previous_role: 'engineer' } },
    { type: 'team.member_removed', actor, data: { previous_role: 'security' } },
  ])
  expect(entries).toMatchObject([
    { action: 'updateTeamMember', actor, outcome: 'succeeded', data: { sent: { role: 'security' } } },
    { action: 'removeTeamMember', actor, outcome: 'succeeded' },
  ])
})

test('one of two owners who remove each other’s role at the same moment stays', async () => {
  const origin = await anotherBusiness(server, 'pair')
  const [one, two] = [
    await aMemberSignedIn(server, 'one@team.example', 'owner', origin),
    await aMemberSignedIn(server, 'two@team.example', 'owner', origin),
  ]
  const ids = [await idOf(one), await idOf(two)]
  const where = { environment: 'production' }
  const demote = (calls: Calls, id: string) => calls.call('PATCH', `/team/members/${id}`, { role: 'read_only' }, where)
  const leave = (calls: Calls, id: string) => calls.call('DELETE', `/team/members/${id}`, undefined, where)
  const answers = await Promise.all([
    demote(one, ids[1] ?? ''),
    demote(two, ids[0] ?? ''),
    leave(one, ids[0] ?? ''),
    leave(two, ids[1] ?? ''),
  ])
  const [{ count } = {}] = await server.query(
    `select count(*)::int from team_members m join businesses b on b.id = m.managed_business
     join environments e on e.business_id = b.id join hosts h on h.environment_id = e.id
     where h.origin = $1 and m.role = 'owner'`,
    [origin],
  )
  expect(count).toBe(1)
  expect(answers.filter(({ status }) => status === 200)).toHaveLength(1)
})

test('the last owner of a business stays (LAST_OWNER)', async () => {
  const origin = await anotherBusiness(server, 'last')
  const last = await aMemberSignedIn(server, 'last@team.example', 'owner', origin)
  const id = await idOf(last)
  const where = { environment: 'production' }
  expect(await last.call('DELETE', `/team/members/${id}`, undefined, where)).toMatchObject(refusal(409, 'LAST_OWNER'))
  expect(await last.call('PATCH', `/team/members/${id}`, { role: 'admin' }, where)).toMatchObject(
    refusal(409, 'LAST_OWNER'),
  )
  // A suspended owner cannot sign in, so they do not count.
  const other = await aMember(server, 'suspended@team.example', 'owner', origin)
  await server.query(`update users set is_suspended = true where 'kp_' || replace(id::text, '-', '') = $1`, [other])
  expect(await last.call('DELETE', `/team/members/${id}`, undefined, where)).toMatchObject(refusal(409, 'LAST_OWNER'))
})

test('applications change the team in production only, and never beyond their own scopes (ATO-24)', async () => {
  const id = await aMember(server, 'by-token@team.example', 'engineer')
  const development = await api(server)
  const production = await api(server, { origin: PRODUCTION })
  const without = MANAGEMENT_SCOPES.filter((scope) => scope !== 'delete:users')
  const narrow = await api(server, { origin: PRODUCTION, scopes: without })
  const path = `/team/members/${id}`

  expect((await development.get('/team/members?page_size=500')).status).toBe(200)
  expect(await development.patch(path, { role: 'finance' })).toMatchObject(refusal(403, 'PRODUCTION_APPLICATION_ONLY'))
  expect(await development.delete(path)).toMatchObject(refusal(403, 'PRODUCTION_APPLICATION_ONLY'))
  expect(await narrow.patch(path, { role: 'admin' })).toMatchObject(refusal(403, 'ROLE_EXCEEDS_YOURS'))
  expect((await production.patch(path, { role: 'finance' })).status).toBe(200)
  expect(await roleOf(id)).toBe('finance')
})

test('T6-4 deleting an application needs the owner or admin role', async () => {
  for (const role of TEAM_ROLES) {
    const calls = await aMemberSignedIn(server, `t64-${role}@team.example`, role)
    const { application } = (await owner.call('POST', '/applications', { name: role, type: 'spa' })).body
    const answer = await calls.call('DELETE', `/applications/${application.id}`)
    expect([role, answer.status]).toEqual([role, role === 'owner' || role === 'admin' ? 200 : 403])
  }
})

test('T6-5 deleting a business is for its owner', async () => {
  const origin = await anotherBusiness(server, 't65')
  const theirs = await aMemberSignedIn(server, 'owner@t65.example', 'owner', origin)
  const { installation_environment_id: control = '', businesses } = await theirs.session()
  const own = businesses[0]?.code ?? ''
  const first = (await owner.session()).businesses[0]?.code ?? ''
  const drop = (calls: Calls, code: string) =>
    calls.ask('DELETE', `/console/environments/${control}/api/v1/businesses/${code}?confirm=${code}`)
  const elsewhere = await aMemberSignedIn(server, 'admin@t65.example', 'admin', origin)

  expect(await drop(elsewhere, own)).toMatchObject(refusal(404, 'ENVIRONMENT_NOT_FOUND'))
  expect(await drop(theirs, first)).toMatchObject(refusal(404, 'BUSINESS_NOT_FOUND'))
  expect(await theirs.ask('GET', `/console/environments/${control}/api/v1/businesses`)).toMatchObject(
    refusal(403, 'INSUFFICIENT_SCOPE'),
  )
  expect((await drop(theirs, own)).status).toBe(200)
  expect(await theirs.ask('GET', '/console/session')).toMatchObject(refusal(403, 'NOT_ON_A_TEAM'))
})

test('clients and environments made with a session never exceed their maker (ATO-24)', async () => {
  const engineer = await aMemberSignedIn(server, 'maker@team.example', 'engineer')
  const { scopes } = await engineer.session()
  const made = (await engineer.call('POST', '/applications', { name: 'Robot', type: 'm2m' })).body.application
  const management = (await owner.call('GET', '/apis')).body.apis.find(
    (one: { is_management_api: boolean }) => one.is_management_api,
  )
  const path = `/apis/${String(management.id)}`
  const all = (await owner.call('GET', `${path}/scopes?page_size=500`)).body.scopes
  expect((await engineer.call('PATCH', `${path}/applications`, { applications: [{ id: made.id }] })).status).toBe(200)
  for (const { id, key } of all as readonly { id: string; key: string }[]) {
    const answer = await engineer.call('POST', `${path}/applications/${String(made.id)}/scopes/${id}`)
    expect([key, answer.status === 403]).toEqual([key, scopes['engineer']?.includes(key) !== true])
  }
  const environment = await admin.call('POST', '/environments', { name: 'Staging', code: 'staging' })
  const ctx = await contextOf(server, environment.body.environment.origin)
  const [client] = await server.query('select management_scopes from applications where environment_id = $1', [
    ctx.environment.id,
  ])
  expect(client?.['management_scopes']).not.toContain('delete:businesses')
})

test('the first administrator is an owner of the installation and of the first business', async () => {
  const fresh = await startServer()
  const browser = consoleBrowser(fresh)
  await browser.open(fresh.firstRun.setup_url)
  await browser.submit(new URL(fresh.firstRun.setup_url).pathname.split('/').at(-1) ?? '', {
    given_name: 'Ada',
    family_name: 'Lovelace',
    email: 'ada@example.com',
    password: 'correct horse battery staple',
  })
  const ada = consoleCalls(fresh, await signInToConsole(consoleBrowser(fresh), 'ada@example.com'))
  const { person, is_installation_owner: isOwner, businesses } = await ada.session()
  expect([isOwner, businesses.map(({ name, role }) => [name, role])]).toEqual([true, [['My business', 'owner']]])
  expect(await ada.call('DELETE', `/team/members/${person.id}`)).toMatchObject(refusal(409, 'LAST_OWNER'))
})

test('a role of a business is no credential of the control environment', async () => {
  const ctx = await contextOf(server, CONTROL)
  const path = `/console/environments/${ctx.environment.id.replaceAll('-', '')}/api/v1/users`
  expect(await admin.ask('GET', path)).toMatchObject(refusal(404, 'ENVIRONMENT_NOT_FOUND'))
  expect(await owner.ask('GET', path)).toMatchObject(refusal(403, 'INSUFFICIENT_SCOPE'))
})
