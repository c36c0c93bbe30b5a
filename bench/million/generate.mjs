import { createRequire } from 'node:module'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { ROOT } from '../processes.mjs'
import { SQL } from './names.mjs'
import { measurePointSelects } from './point-selects.mjs'

export const MEMBERSHIPS_EACH = 3

/** Returns the number of organizations for so many users. */
export const organizationsOf = (users) => Math.max(100, Math.round(users / 100))

/**
 * Fills the embedded database of a data directory while no server runs on it: users with an address each, the words they
 * are found by, organizations, and three memberships a user, as the product would have written them. Then the statistics
 * that a database of that age has.
 *
 * @returns how many rows a second that database finds by their key on this machine
 */
export async function generate(dataDirectory, { environmentCode, users, limitSeconds }) {
  const file = join(ROOT, 'server', 'dist', 'platform', 'embedded-database', 'index.js')
  const { startEmbeddedDatabase } = await import(pathToFileURL(file).href)
  const { Client } = createRequire(join(ROOT, 'server', 'package.json'))('pg')
  const database = await startEmbeddedDatabase({ dataDirectory })
  const client = new Client(database.connection)
  try {
    await client.connect()
    const { rows } = await client.query('select id from environments where code = $1', [environmentCode])
    const environmentId = rows[0].id
    // Rows that are generated correctly need no trigger to check their references.
    await client.query('set session_replication_role = replica')
    for (const text of statements(users))
      await client.query(text.replaceAll(':environment', `'${environmentId}'::uuid`))
    await client.query('set session_replication_role = origin')
    await client.query('vacuum (analyze)')
    await client.query('checkpoint')
    const { connection } = database
    return await measurePointSelects({ Client, connection, environmentId, users, seconds: limitSeconds })
  } finally {
    await client.end()
    await database.stop()
  }
}

function statements(users) {
  const organizations = organizationsOf(users)
  const everyUser = `from generate_series(1, ${users}) n`
  return [
    `insert into organizations (environment_id, id, code, name, created_at)
      select :environment, ${SQL.organizationId}, ${SQL.organizationCode}, 'Company ' || o, now()
      from generate_series(1, ${organizations}) o`,
    `insert into users (environment_id, id, given_name, family_name, provided_id, profile_updated_at, claims_changed_at, created_at)
      select :environment, ${SQL.userId}, ${SQL.givenName}, ${SQL.familyName}, 'generated-' || n, now(), now(), now() ${everyUser}`,
    `insert into identities (environment_id, id, user_id, kind, value, normalized, is_primary, verified_at, created_at)
      select :environment, ${SQL.userId}, ${SQL.userId}, 'email', ${SQL.email}, ${SQL.email}, true, now(), now() ${everyUser}`,
    `insert into user_search_words (environment_id, user_id, word)
      select :environment, ${SQL.userId}, word ${everyUser} cross join lateral unnest(${SQL.words}) as word`,
    `insert into memberships (environment_id, organization_id, user_id, created_at, sort_name, sort_email)
      select :environment, ${SQL.organizationId}, ${SQL.userId}, now(),
        lower(${SQL.givenName} || ' ' || ${SQL.familyName}), ${SQL.email}
      ${everyUser} cross join generate_series(0, ${MEMBERSHIPS_EACH - 1}) k
      cross join lateral (select 1 + (n + k) % ${organizations} as o) as one`,
  ]
}
