import { expect, test } from 'vitest'
import { z } from 'zod'
import type { KeptReferences } from '#platform/db'
import { APPLICATION_ENDINGS, KEPT_AFTER_AN_APPLICATION } from '../src/domain/applications/application-endings.ts'
import {
  KEPT_AFTER_AN_ORGANIZATION,
  MEMBER_ENDINGS,
  ORGANIZATION_ENDINGS,
} from '../src/domain/directory/organizations/organization-endings.ts'
import { KEPT_AFTER_A_USER, USER_ENDINGS } from '../src/domain/directory/users/user-endings.ts'
import { ENVIRONMENT_ENDINGS, KEPT_AFTER_AN_ENVIRONMENT } from '../src/domain/retention/environment-endings.ts'
import { startServer } from './server.ts'

const server = await startServer()

interface Noun {
  readonly table: string
  /** The names of columns that hold its id. */
  readonly column: RegExp
  readonly parts: readonly { readonly tables: readonly string[] }[]
  readonly kept: KeptReferences
  /** Where the list of its endings is. */
  readonly file: string
}

const NOUNS: Readonly<Record<string, Noun>> = {
  user: {
    table: 'users',
    column: /(?:^|_)(?:user|member|owner|subject)(?:_ids?)?$/,
    parts: USER_ENDINGS,
    kept: KEPT_AFTER_A_USER,
    file: 'domain/directory/users/user-endings.ts',
  },
  organization: {
    table: 'organizations',
    column: /(?:^|_)(?:organization|org)_(?:ids?|code)$/,
    parts: [...MEMBER_ENDINGS, ...ORGANIZATION_ENDINGS],
    kept: KEPT_AFTER_AN_ORGANIZATION,
    file: 'domain/directory/organizations/organization-endings.ts',
  },
  application: {
    table: 'applications',
    column: /(?:^|_)(?:application|app|client)_ids?$/,
    parts: APPLICATION_ENDINGS,
    kept: KEPT_AFTER_AN_APPLICATION,
    file: 'domain/applications/application-endings.ts',
  },
  environment: {
    table: 'environments',
    column: /(?:^|_)(?:environment|env)_ids?$/,
    parts: ENVIRONMENT_ENDINGS,
    kept: KEPT_AFTER_AN_ENVIRONMENT,
    file: 'domain/retention/environment-endings.ts',
  },
}

const Columns = z.array(
  z.object({
    table: z.string(),
    name: z.string(),
    /** The tables it points to by foreign keys that end its row, or empty it, with the row pointed to. */
    follows: z.array(z.string()),
  }),
)
type Column = z.output<typeof Columns>[number]

/** Every column of every table, partitions aside. */
async function columns(): Promise<readonly Column[]> {
  const rows = await server.query(`
    select c.relname as table, a.attname as name, coalesce((
      select jsonb_agg(k.confrelid::regclass::text) from pg_constraint k
      where k.conrelid = c.oid and k.contype = 'f' and k.confdeltype in ('c', 'n', 'd') and a.attnum = any(k.conkey)
    ), '[]') as follows
    from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
    where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition
    order by 1, 2`)
  return Columns.parse(rows)
}

/** The tables whose rows end with a row of this one, by a chain of foreign keys, and the table itself. */
async function ending(table: string): Promise<ReadonlySet<string>> {
  const rows = await server.query(
    `with recursive followed as (
       select $1::text::regclass::oid as oid
       union
       select k.conrelid from pg_constraint k join followed f on k.confrelid = f.oid
       where k.contype = 'f' and k.confdeltype = 'c')
     select oid::regclass::text as name from followed`,
    [table],
  )
  return new Set(rows.map(({ name }) => String(name)))
}

/** The tables that name a noun by a column which no foreign key ends with it. */
async function unfollowed({ table, column }: Noun): Promise<readonly Column[]> {
  const ended = await ending(table)
  const naming = (await columns()).filter(({ name }) => column.test(name))
  return naming.filter(({ follows }) => !follows.some((other) => ended.has(other)))
}

/** A sentence for each column of a noun whose rows nothing ends, which says what to do. */
async function forgotten(name: string, noun: Noun): Promise<readonly string[]> {
  const named = new Set([...noun.parts.flatMap(({ tables }) => tables), ...Object.keys(noun.kept)])
  return (await unfollowed(noun))
    .filter(({ table }) => !named.has(table))
    .map(
      (column) =>
        `${column.table}.${column.name} outlives the ${name} it names: add a foreign key to ${noun.table} that cascades, ` +
        `or a part to the list in ${noun.file}, or the reason why it is kept.`,
    )
}

test.each(Object.entries(NOUNS))(
  'everything that names a %s ends with it, or is kept for a reason',
  async (...noun) => {
    expect(await forgotten(...noun)).toEqual([])
  },
)

test.each(Object.entries(NOUNS))('the endings of a %s name tables that there are', async (_name, { parts }) => {
  const tables = new Set((await columns()).map(({ table }) => table))
  expect(parts.flatMap((part) => part.tables).filter((table) => !tables.has(table))).toEqual([])
})

test.each(Object.entries(NOUNS))(
  'a table kept after a %s names it, and no foreign key ends it',
  async (_name, noun) => {
    const kept = (await unfollowed(noun)).map(({ table }) => table)
    expect(Object.keys(noun.kept).filter((table) => !kept.includes(table))).toEqual([])
  },
)

test('a new table that names all four and follows none is found four times', async () => {
  await server.query(`create table bills (
    environment_id uuid not null, id uuid not null, user_id uuid, organization_id uuid, client_id uuid)`)
  const found = await Promise.all(Object.entries(NOUNS).map((noun) => forgotten(...noun)))
  await server.query('drop table bills')

  expect(found.flat().map((sentence) => sentence.replace(/:.*/, ''))).toEqual([
    'bills.user_id outlives the user it names',
    'bills.organization_id outlives the organization it names',
    'bills.client_id outlives the application it names',
    'bills.environment_id outlives the environment it names',
  ])
})

test('a new table that follows a user by a foreign key is not found', async () => {
  await server.query(`create table bills (
    environment_id uuid not null, id uuid not null, user_id uuid not null,
    foreign key (environment_id, user_id) references users (environment_id, id) on delete cascade)`)
  const found = await Promise.all(Object.entries(NOUNS).map((noun) => forgotten(...noun)))
  await server.query('drop table bills')

  expect(found.flat()).toEqual([])
})
