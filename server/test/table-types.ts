import type pg from 'pg'

const TYPES: Record<string, string> = {
  uuid: 'string',
  text: 'string',
  bool: 'boolean',
  int4: 'number',
  int8: 'string',
  timestamptz: 'Date',
  bytea: 'Buffer',
  _text: 'string[]',
  _bytea: 'Buffer[]',
}

interface Column {
  table: string
  name: string
  type: string
  nullable: boolean
  defaulted: boolean
}

/** The TypeScript of every table, as the migrated schema has it. */
export async function describeTables(client: pg.Client): Promise<string> {
  const { rows } = await client.query<Column>(`
    select c.relname as table, a.attname as name, t.typname as type, not a.attnotnull as nullable, a.atthasdef as defaulted
    from pg_class c join pg_attribute a on a.attrelid = c.oid join pg_type t on t.oid = a.atttypid
    where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition
      and a.attnum > 0 and not a.attisdropped
    order by c.relname, a.attnum`)
  const tables = Map.groupBy(rows, (row) => row.table)
  const interfaces = [...tables].map(
    ([table, columns]) => `export interface ${pascal(table)} {\n${columns.map(line).join('')}}\n`,
  )
  const index = [...tables.keys()].map((table) => `  ${table}: ${pascal(table)}\n`).join('')
  return [
    '// Made from the migrated schema: run `npm run tables -w server` after a migration. Do not edit.',
    "import type { ColumnType, Generated } from 'kysely'\n",
    'type Json = ColumnType<unknown, string, string>\n',
    ...interfaces,
    `export interface DB {\n${index}}\n`,
  ].join('\n')
}

function line({ name, type, nullable, defaulted }: Column): string {
  const plain = (/^jsonb?$/.test(type) ? 'Json' : (TYPES[type] ?? 'unknown')) + (nullable ? ' | null' : '')
  const optional = type === 'jsonb' && defaulted ? 'ColumnType<unknown, string | undefined, string>' : undefined
  return `  ${name}: ${optional ?? (defaulted ? `Generated<${plain}>` : plain)}\n`
}

function pascal(text: string): string {
  return text.replace(/(^|_)([a-z])/g, (_match, _separator, letter: string) => letter.toUpperCase())
}
