import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { startServer } from './server.ts'

const server = await startServer()

/** Tables that belong to no environment: those of the installation, and the one that maps hosts to environments. */
const OF_THE_INSTALLATION = ['installation', 'businesses', 'environments', 'hosts', 'schema_migrations']

/** Tables of definitions that a business shares among its environments. */
const OF_A_BUSINESS = [
  'feature_flags',
  'organization_handles',
  'permissions',
  'role_permissions',
  'role_system_permissions',
  'roles',
]

/** Each with the column that names the owner of its rows. */
const TABLES = `select c.oid, c.relname,
    case when c.relname = any('{${OF_A_BUSINESS.join()}}') then 'business_id' else 'environment_id' end as tenant
  from pg_class c
  where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition
    and c.relname <> all($1)`

/** Returns the names that a query finds in tables of an environment; `t` is the table. */
async function found(text: string): Promise<unknown[]> {
  const rows = await server.query(`with t as (${TABLES}) ${text}`, [OF_THE_INSTALLATION])
  return rows.map(({ name }) => name)
}

test('the schema has tables of an environment to check', async () => {
  expect((await found('select relname as name from t')).length).toBeGreaterThan(20)
})

test('every table names the owner of its rows, never null', async () => {
  expect(
    await found(`select relname as name from t where not exists (select from pg_attribute a
      where a.attrelid = t.oid and a.attname = t.tenant and a.attnotnull and a.atttypid = 'uuid'::regtype)`),
  ).toEqual([])
})

const LEADS = (keys: string) => `(select attname from pg_attribute a where a.attrelid = t.oid and a.attnum = ${keys})`

test('every primary key leads with its environment or business', async () => {
  expect(
    await found(`select relname as name from t where not exists (select from pg_constraint k
      where k.conrelid = t.oid and k.contype = 'p' and ${LEADS('k.conkey[1]')} = t.tenant)`),
  ).toEqual([])
})

test('every unique constraint and every index leads with its environment or business', async () => {
  expect(
    await found(`select i.indexrelid::regclass::text as name from t join pg_index i on i.indrelid = t.oid
      where ${LEADS('i.indkey[0]')} is distinct from t.tenant`),
  ).toEqual([])
})

const NAMED = (relation: string, key: string) =>
  `(select attname from pg_attribute b where b.attrelid = ${relation} and b.attnum = ${key})`

/** A team lies in the environment of administrators and ends with the business that it works on. */
const TEAM_OF_A_BUSINESS = 'team_members.team_members_managed_business_fkey'

test('every foreign key carries its environment or business to the same one', async () => {
  expect(
    await found(`select relname || '.' || k.conname as name from t join pg_constraint k on k.conrelid = t.oid
      where k.contype = 'f' and not (
        ${LEADS('k.conkey[1]')} in ('environment_id', 'business_id') and (
          k.confrelid in ('environments'::regclass, 'businesses'::regclass)
          or ${NAMED('k.confrelid', 'k.confkey[1]')} = ${LEADS('k.conkey[1]')}))`),
  ).toEqual([TEAM_OF_A_BUSINESS])
})

test('a row of an environment and a business belongs to an environment of that business', async () => {
  expect(
    await found(`select relname as name from t
      where tenant = 'environment_id'
        and exists (select from pg_attribute a where a.attrelid = t.oid and a.attname = 'business_id')
        and not exists (select from pg_constraint k where k.conrelid = t.oid and k.contype = 'f'
          and k.confrelid = 'environments'::regclass and cardinality(k.conkey) = 2)`),
  ).toEqual([])
})

test('every table of an environment is deleted with it by a chain of cascades', async () => {
  const rows = await server.query(
    `with recursive t as (${TABLES}), followed as (
       select 'environments'::regclass::oid as oid
       union
       select k.conrelid from pg_constraint k join followed f on k.confrelid = f.oid
       where k.contype = 'f' and k.confdeltype = 'c')
     select relname as name from t where tenant = 'environment_id' and oid not in (select oid from followed)`,
    [OF_THE_INSTALLATION],
  )
  // Rows of a partitioned table end by time.
  const partitioned = ['access_tokens', 'audit_entries', 'events', 'flow_traces', 'mail_messages']
  expect(rows.map(({ name }) => name).toSorted()).toEqual(partitioned)
})

test('no table of the installation points into an environment', async () => {
  const rows = await server.query(
    `select k.conname from pg_constraint k where k.contype = 'f' and k.connamespace = 'public'::regnamespace
       and k.conrelid::regclass::text = any($1) and k.confrelid::regclass::text <> all($1)`,
    [OF_THE_INSTALLATION],
  )
  expect(rows).toEqual([])
})

test('row-level security binds every table of an environment, its owner too', async () => {
  expect(
    await found(`select t.relname as name from t join pg_class c on c.oid = t.oid
      where not (c.relrowsecurity and c.relforcerowsecurity)`),
  ).toEqual([])
})

const RULE = `format('(%1$s = (current_setting(''gatehouse.%1$s''::text))::uuid)', t.tenant)`

test('every table has the one policy, for reading and for writing', async () => {
  const rows = await server.query(
    `with t as (${TABLES}) select relname, count(p.polname)::int as policies,
       bool_and(p.polcmd = '*' and p.polpermissive and p.polroles = '{0}'
         and pg_get_expr(p.polqual, p.polrelid) = ${RULE} and pg_get_expr(p.polwithcheck, p.polrelid) = ${RULE}) as is_right
     from t left join pg_policy p on p.polrelid = t.oid group by relname`,
    [OF_THE_INSTALLATION],
  )
  expect(rows.filter((row) => row['policies'] !== 1 || row['is_right'] !== true)).toEqual([])
})

test('request work is granted reading and writing of these tables, and nothing of their partitions or of any other', async () => {
  const rows = await server.query(`
    select c.relname, c.relispartition, array_agg(distinct privilege_type::text order by privilege_type::text) as granted
    from pg_class c, aclexplode(c.relacl) a
    where a.grantee = 'gatehouse_app'::regrole and c.relnamespace = 'public'::regnamespace
    group by 1, 2`)
  const all = await found('select relname as name from t')

  expect(rows.filter((row) => row['relispartition'] === true || !all.includes(row['relname']))).toEqual([])
  expect(new Set(rows.map((row) => String(row['granted'])))).toEqual(new Set(['DELETE,INSERT,SELECT,UPDATE']))
})

test('nothing is granted to the role public', async () => {
  const rows = await server.query(`
    select c.relname from pg_class c, aclexplode(c.relacl) a
    where a.grantee = 0 and c.relnamespace = 'public'::regnamespace`)
  expect(rows).toEqual([])
})

test('the role of request work cannot log in, bypass or create, and owns nothing', async () => {
  const [role] = await server.query(`
    select rolcanlogin, rolsuper, rolbypassrls, rolcreaterole, rolcreatedb, rolreplication, rolinherit,
      (select count(*)::int from pg_shdepend where refobjid = r.oid and deptype = 'o') as owned,
      (select count(*)::int from pg_auth_members where member = r.oid) as memberships
    from pg_roles r where rolname = 'gatehouse_app'`)

  expect(role).toEqual({
    rolcanlogin: false,
    rolsuper: false,
    rolbypassrls: false,
    rolcreaterole: false,
    rolcreatedb: false,
    rolreplication: false,
    rolinherit: false,
    owned: 0,
    memberships: 0,
  })
})

test('every function that runs with the rights of its owner names its search path', async () => {
  const rows = await server.query(`
    select proname from pg_proc where prosecdef and pronamespace = 'public'::regnamespace
      and not coalesce(array_to_string(proconfig, ',') like '%search_path=%', false)`)
  expect(rows).toEqual([])
})

/** The folder that owns each table, as its comment says. */
async function owners(): Promise<Map<string, string | undefined>> {
  const rows = await server.query(`
    select c.relname, obj_description(c.oid) as comment from pg_class c
    where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition
      and c.relname <> 'schema_migrations'`)
  const ownerIn = (comment: unknown) => /^Owner: ([a-z-]+\/[a-z-]+)\. ./.exec(String(comment))?.[1]
  return new Map(rows.map((row) => [String(row['relname']), ownerIn(row['comment'])]))
}

test('every table says which folder owns it', async () => {
  const without = [...(await owners())].filter(([, owner]) => owner === undefined)
  expect(without).toEqual([])
})

interface Write {
  readonly file: string
  readonly folder: string
  readonly table: string
}

const SOURCE = join(import.meta.dirname, '..', 'src')
// A statement that is declared once names its table like an option.
const BUILDER = /(?:\.(?:insertInto|updateTable|deleteFrom|mergeInto)\(|\binsertInto: )'(\w+)/g
// Upper-case words in comments are no SQL of ours.
const RAW = /\b(?:insert into|delete from|merge into|truncate|update(?= \w+ (?:\w+ )?set\b)) (\w+)/g

function writes(): Write[] {
  const files = globSync('**/*.{ts,tsx}', { cwd: SOURCE, exclude: ['**/*.test.ts', '**/*.generated.ts'] })
  return files.flatMap((file) => {
    const code = readFileSync(join(SOURCE, file), 'utf8').replaceAll(/^\s*(?:\/\/|\*|\/\*).*$/gm, '')
    const tables = [...code.matchAll(BUILDER), ...code.matchAll(RAW)].map(([, table = '']) => table)
    return tables.map((table) => ({ file, folder: file.split('/').slice(0, 2).join('/'), table }))
  })
}

/**
 * One list of rules removes expired rows of all tables. The demo fills and empties an environment of its own in bulk, with a
 * past that no operation could give it.
 */
const OF_MANY_TABLES: ReadonlySet<string> = new Set(['domain/retention', 'domain/demo'])

test('a table is written by its owner only', async () => {
  const ownerOf = await owners()
  const foreign = writes().filter(
    ({ folder, table }) => ownerOf.has(table) && folder !== ownerOf.get(table) && !OF_MANY_TABLES.has(folder),
  )
  expect(foreign).toEqual([])
})

test('a table is written in files of queries only', () => {
  const elsewhere = writes().filter(
    ({ file }) => !/(?:^|[/-])queries\.ts$/.test(file) && !file.startsWith('platform/db/'),
  )
  expect(elsewhere).toEqual([])
})

test('the search for writes finds those of every owner', async () => {
  const writing = new Set(writes().map(({ folder }) => folder))
  const silent = [...new Set((await owners()).values())].filter((owner) => !writing.has(owner ?? ''))
  expect(silent).toEqual([])
})
