import pg from 'pg'
import { afterAll } from 'vitest'
import type { TestServer } from '../server.ts'

/** Returns the tables in which rows changed for good since the last call. */
export type Changes = () => Promise<string[]>

const NOTES = `
  create table test_changes (name text not null);
  create function test_note_change() returns trigger security definer language plpgsql as $$
    begin insert into public.test_changes values (tg_table_name); return null; end $$;
  do $$
  declare target regclass;
  begin
    for target in select oid from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p')
      and not relispartition and relname <> 'test_changes' and relname <> 'audit_entries'
    loop
      execute format('create trigger note_change after insert or update or delete on %s
        for each row execute function test_note_change()', target);
    end loop;
  end $$`

/** Watches every table of this server's database: a refused request changes nothing. That it was refused is in the audit. */
export async function watchChanges(server: TestServer): Promise<Changes> {
  await server.query(NOTES)
  const client = new pg.Client({ connectionString: server.connectionString })
  await client.connect()
  afterAll(() => client.end())
  return async () => {
    const { rows } = await client.query<{ name: string }>('delete from test_changes returning name')
    return [...new Set(rows.map(({ name }) => name))]
  }
}
