import { beforeAll, expect, test } from 'vitest'
import { contextOf } from '../../../test/context.ts'
import { openPlanner } from '../../../test/plans.ts'
import { startServer } from '../../../test/server.ts'
import {
  listEnterableOrganizations,
  listGivingRole,
  listOrganizationsOfDomain,
} from '../organizations/sign-in-views.ts'
import { listOrganizations } from '../organizations/views.ts'
import { countMatching, listMembers, type Criterion, type MemberPage } from './member-list-views.ts'
import { countActiveHolders, listHoldersOfRole, listRoleHolders } from './views.ts'

const server = await startServer()
const { environment } = await contextOf(server)
const { db, scannedBy } = await openPlanner(server, environment.id, environment.businessId)
const COUNT = 20_000

// One organization with everybody and many with some, as in a business with one big customer.
beforeAll(async () => {
  const id = `md5($1::text || n)::uuid`
  const all = `generate_series(1, ${String(COUNT)}) n`
  for (const text of [
    `insert into users (environment_id, id, given_name, profile_updated_at, claims_changed_at, created_at)
      select $1::uuid, ${id}, 'a' || n, now(), now(), now() from ${all}`,
    `insert into identities (environment_id, id, user_id, kind, value, normalized, is_primary, created_at)
      select $1::uuid, gen_random_uuid(), ${id}, 'email', n || '@x.example', n || '@x.example', true, now() from ${all}`,
    `insert into organizations (environment_id, id, code, name, created_at)
      select $1::uuid, md5('o' || n)::uuid, 'org_' || n, 'o' || n, now() from generate_series(1, 5000) n`,
    `insert into organization_domains (environment_id, organization_id, domain)
      select $1::uuid, md5('o' || n)::uuid, n || '.example' from generate_series(1, 5000) n`,
    `insert into memberships (environment_id, organization_id, user_id, created_at, sort_name, sort_email)
      select $1::uuid, md5('o1')::uuid, ${id}, now(), 'a' || n, n || '@x.example' from ${all}`,
    `insert into memberships (environment_id, organization_id, user_id, created_at, sort_name, sort_email)
      select $1::uuid, md5('o' || (2 + n % 4000))::uuid, ${id}, now(), 'a' || n, n || '@x.example' from ${all}`,
    `insert into roles (business_id, id, key, name, created_at)
      select business_id, md5('r' || n)::uuid, 'r' || n, 'r', now() from environments, generate_series(1, 300) n where id = $1`,
    `insert into organization_default_roles (environment_id, organization_id, role_id, business_id)
      select $1::uuid, md5('o' || n)::uuid, md5('r' || (1 + n % 300))::uuid, business_id
      from environments, generate_series(1, 5000) n where id = $1`,
    `insert into membership_roles (environment_id, organization_id, user_id, role_id, business_id, created_at)
      select $1::uuid, md5('o1')::uuid, ${id}, md5('r' || (1 + n % 300))::uuid, business_id, now()
      from environments, ${all} where id = $1`,
  ])
    await server.query(text, [environment.id])
  await server.query('analyze')
})

const ids = async (text: string) => String((await server.query(`select md5('${text}')::uuid as id`))[0]?.['id'])
const [big, small, role] = [await ids('o1'), await ids('o7'), await ids('r1')]
const key = { organizationId: big }
const few: Criterion = { roleIds: [role], permissionId: undefined }

/** Some hundreds of rows; reading them all is a page or two. */
const large = (tables: string[]) => tables.filter((table) => table !== 'roles')

const PAGES: readonly MemberPage[] = (['name', 'email'] as const).flatMap((by) =>
  (['asc', 'desc'] as const).flatMap((order) =>
    [undefined, { place: 'a5', userId: big }].map((after) => ({ by, order, after, limit: 11 })),
  ),
)

test.each(PAGES)('a page of members by $by, $order, after $after reads no table from end to end', async (page) => {
  const everybody = { criteria: [], leading: undefined }
  for (const organizationId of [big, small]) {
    const work = () => listMembers(db, { ...key, organizationId }, { filter: everybody, page })
    expect(large(await scannedBy(work))).toEqual([])
  }
})

test.each([{ leading: few }, { leading: undefined }])(
  'a page of who has a role does not, with $leading',
  async ({ leading }) => {
    const filter = { criteria: [few], leading }
    const page = { by: 'name', order: 'asc', after: undefined, limit: 11 } as const
    expect(large(await scannedBy(() => listMembers(db, key, { filter, page })))).toEqual([])
  },
)

test('neither do the lists and counts of who has a role', async () => {
  const [from, until] = [new Date(0), new Date(1000)]
  const work = async () => {
    await countMatching(db, key, { criterion: few, most: 5_001 })
    await listHoldersOfRole(db, key, { roleId: role, after: undefined, limit: 11 })
    await listRoleHolders(db, { roleId: role, after: small, limit: 11 })
    await countActiveHolders(db, key, { roleId: role, from, until })
  }
  expect(large(await scannedBy(work)).filter((table) => !/^(grants|access_tokens)/.test(table))).toEqual([])
})

test('neither do the organizations, all of them or those of somebody at the door', async () => {
  const [user] = await server.query('select md5($1::text || 5)::uuid as id', [environment.id])
  const after = { name: 'o3', id: small }
  const work = async () => {
    await listOrganizations(db, { order: 'asc', after: undefined, limit: 11 })
    await listOrganizations(db, { order: 'desc', after, limit: 11 })
    const userId = String(user?.['id'])
    await listEnterableOrganizations(db, { userId, limit: 100 })
    await listEnterableOrganizations(db, { userId, limit: 100, roleIds: [role] })
    const business = { businessId: environment.businessId }
    await listGivingRole(db, business, { ids: [key.organizationId], roleIds: [role] })
    await listOrganizationsOfDomain(db, { domain: '5.example', limit: 20 })
  }
  expect(large(await scannedBy(work))).toEqual([])
})
