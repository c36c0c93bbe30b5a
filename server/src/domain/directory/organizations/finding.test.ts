import { expect, test } from 'vitest'
import { api, aRole, PRODUCTION, refusal } from '../../../../test/management.ts'
import { addMembers, anOrganization, aUser } from '../../../../test/organizations.ts'
import { startServer } from '../../../../test/server.ts'

const server = await startServer()
const calls = await api(server)
const elsewhere = await api(server, { origin: PRODUCTION })

const found = async (query: string, from = calls) =>
  (await from.get(`/search/organizations?${query}`)).body.organizations as { name: string; member_count: number }[]
const namesOf = async (query: string) => (await found(query)).map(({ name }) => name)
const membersOf = async (code: string, query: string) =>
  (await calls.get(`/organizations/${code}/users?${query}`)).body.organization_users.map(
    ({ first_name: name }: { first_name: string }) => name,
  )

async function aFlag(key: string): Promise<string> {
  const flag = { name: key, key, type: 'bool', default_value: 'false', allow_override_level: 'org' }
  await calls.post('/feature_flags', flag)
  return key
}

test('the list of organizations is narrowed by state and joining, with the number of members of each', async () => {
  const open = await anOrganization(calls, { name: 'Find open', is_auto_membership_enabled: true })
  const closed = await anOrganization(calls, { name: 'Find closed' })
  await anOrganization(calls, { name: 'Find suspended' })
  const [{ code: suspended = '' } = {}] = (await found('query=find%20suspended')) as { code?: string }[]
  await calls.patch(`/organization/${suspended}`, { is_suspended: true })
  await addMembers(calls, open, await aUser(calls), await aUser(calls))
  await addMembers(calls, closed, await aUser(calls))

  expect(await namesOf('query=find&joining=open')).toEqual(['Find open'])
  expect(await namesOf('query=find&joining=closed')).toEqual(['Find closed', 'Find suspended'])
  expect(await namesOf('query=find&state=suspended')).toEqual(['Find suspended'])
  expect(await namesOf('query=find&state=active')).toEqual(['Find closed', 'Find open'])
  expect(await namesOf('state=suspended')).toEqual(['Find suspended'])
  const counted = await found('query=find&expand=members')
  expect(counted.map(({ name, member_count: count }) => [name, count])).toEqual([
    ['Find closed', 1],
    ['Find open', 2],
    ['Find suspended', 0],
  ])
  expect(await found('query=find', elsewhere)).toEqual([])
})

test('the pages of a narrowed list follow one another, and a cursor of another list is refused', async () => {
  for (const name of ['Page a', 'Page b', 'Page c']) {
    await anOrganization(calls, { name, is_auto_membership_enabled: true })
  }
  const first = await calls.get('/search/organizations?query=page&joining=open&page_size=2')
  const token = encodeURIComponent(first.body.next_token)
  expect(await namesOf(`query=page&joining=open&page_size=2&next_token=${token}`)).toEqual(['Page c'])
  const other = await calls.get(`/search/organizations?query=page&joining=closed&next_token=${token}`)
  expect(other).toMatchObject(refusal(400, 'INVALID_CURSOR'))
})

test('members are found by the beginnings of words, accents and case aside, also among those of a role', async () => {
  const code = await anOrganization(calls)
  const editor = await aRole(calls, 'finding_editor')
  const jose = await aUser(calls, { givenName: 'José', familyName: 'Núñez', email: 'jose@found.example' })
  const joan = await aUser(calls, { givenName: 'Joan', familyName: 'Núñez' })
  await aUser(calls, { givenName: 'Joseph', familyName: 'Nunez' })
  await addMembers(calls, code, jose, joan)
  await calls.post(`/organizations/${code}/users/${joan}/roles`, { role_id: editor })

  expect(await membersOf(code, 'query=nunez')).toEqual(['Joan', 'José'])
  expect(await membersOf(code, 'query=NUN%20jos')).toEqual(['José'])
  expect(await membersOf(code, 'query=jose%40found')).toEqual(['José'])
  expect(await membersOf(code, 'query=nunez&roles=finding_editor')).toEqual(['Joan'])
  expect(await membersOf(code, 'query=nobody')).toEqual([])
})

test('the figures of an organization count what its deletion would end', async () => {
  const [code, other] = [await anOrganization(calls), await anOrganization(calls)]
  const [one, two] = [await aUser(calls, { organization: code }), await aUser(calls, { organization: code })]
  await addMembers(calls, other, two)
  await calls.post('/applications', { name: 'Robot', type: 'm2m', org_code: code })
  await calls.patch(`/organizations/${code}/feature_flags/${await aFlag('counted')}?value=true`)
  const { body } = await calls.get(`/organizations/${code}/figures`)
  expect(body.figures).toEqual({
    members: 2,
    only_here: 1,
    sign_ins: 0,
    applications: 1,
    feature_flags: 1,
    properties: 0,
  })
  expect(one).not.toBe(two)
  expect(await elsewhere.get(`/organizations/${code}/figures`)).toMatchObject(refusal(404, 'ORGANIZATION_NOT_FOUND'))
})

test('the flags of an organization name the level that decides', async () => {
  const code = await anOrganization(calls)
  const key = await aFlag('levelled')
  const levelled = async () => {
    const { body } = await calls.get(`/organizations/${code}/feature_flag_levels`)
    return body.feature_flags.find((flag: { key: string }) => flag.key === key)
  }
  expect(await levelled()).toMatchObject({ value: 'false', level: 'default' })
  await calls.patch(`/environment/feature_flags/${key}`, { value: 'true' })
  expect(await levelled()).toMatchObject({ value: 'true', level: 'env' })
  await calls.patch(`/organizations/${code}/feature_flags/${key}?value=false`)
  expect(await levelled()).toMatchObject({
    value: 'false',
    level: 'org',
    values: { default: 'false', env: 'true', org: 'false', usr: null },
  })
  const foreign = await elsewhere.get(`/organizations/${code}/feature_flag_levels`)
  expect(foreign).toMatchObject(refusal(404, 'ORGANIZATION_NOT_FOUND'))
})

test('every setting of an organization says its level, what it would inherit, and goes back (O1-14, O4-1)', async () => {
  const code = await anOrganization(calls)
  const path = `/organizations/${code}/settings`
  const settings = async () => (await calls.get(path)).body.settings
  await calls.patch('/environment/settings', { button_color: '#112233' })
  expect((await settings()).button_color).toEqual({ value: '#112233', source: 'environment' })
  expect(await calls.patch(path, { button_color: '#445566', theme_code: 'dark' })).toMatchObject({ status: 200 })
  expect(await settings()).toMatchObject({
    button_color: { value: '#445566', source: 'organization', inherited: '#112233' },
    theme_code: { value: 'dark', source: 'organization', inherited: 'user_preference' },
  })
  const method = { email_method: 'email:password', authenticated_session_lifetime: 600 }
  expect(await calls.patch(path, method)).toMatchObject(refusal(400, 'ADVANCED_FEATURES_REQUIRED'))
  await calls.patch(`/organization/${code}`, { is_enable_advanced_orgs: true })
  await calls.patch(path, method)
  expect(await settings()).toMatchObject({
    email_method: { value: 'email:password', source: 'organization', inherited: 'email:otp' },
    authenticated_session_lifetime: { value: 600, source: 'organization', inherited: 86_400 },
  })
  await calls.patch(path, { email_method: null, authenticated_session_lifetime: null, button_color: null })
  expect(await settings()).toMatchObject({
    button_color: { value: '#112233', source: 'environment' },
    email_method: { source: 'default' },
    authenticated_session_lifetime: { source: 'default' },
  })
  const joining = {
    is_auto_membership_enabled: true,
    is_auto_join_domain_list: true,
    allowed_domains: ['acme.example'],
  }
  await calls.patch(path, joining)
  expect((await calls.get(path)).body).toMatchObject(joining)
  const sender = await calls.patch(path, { sender_email: 'mail@acme.example' })
  expect(sender).toMatchObject(refusal(400, 'SENDER_EMAIL_NEEDS_SMTP'))
})
