import { expect, test } from 'vitest'
import { contextOf } from '../../../../test/context.ts'
import { openPlanner } from '../../../../test/plans.ts'
import { startServer } from '../../../../test/server.ts'
import type { PreparedUser } from './prepared-user.ts'
import { readKnown } from './views.ts'

const server = await startServer()
const { environment } = await contextOf(server)
const { db, readInVainBy } = await openPlanner(server, environment.id, environment.businessId)

const prepared = (n: number): PreparedUser => ({
  row: n,
  providedId: `id-${String(n)}`,
  ownIds: [],
  givenName: undefined,
  familyName: undefined,
  picture: undefined,
  isSuspended: false,
  identities: [
    {
      value: { kind: 'email', typed: `${String(n)}@x.example`, normalized: `${String(n)}@x.example` },
      isVerified: true,
    },
  ],
  awaited: [{ kind: 'social', connectionName: 'c', typed: String(n), normalized: String(n), email: undefined }],
  passwordHash: undefined,
  isPasswordTemporary: false,
  properties: [],
  featureFlags: [],
  organizations: [],
})

test('existing users are looked up one by one, also in tables that were filled a moment ago', async () => {
  const id = `md5($1::text || n)::uuid`
  await server.query(
    `insert into users (environment_id, id, provided_id, profile_updated_at, claims_changed_at, created_at)
      select $1::uuid, ${id}, 'id-' || n, now(), now(), now() from generate_series(1, 20000) n`,
    [environment.id],
  )
  await server.query(
    `insert into identities (environment_id, id, user_id, kind, value, normalized, is_primary, created_at)
      select $1::uuid, ${id}, ${id}, 'email', n || '@x.example', n || '@x.example', true, now()
      from generate_series(1, 20000) n`,
    [environment.id],
  )
  await server.query(
    `insert into awaited_identities (environment_id, kind, connection_name, normalized, value, user_id, created_at)
      select $1::uuid, 'social', 'c', n, n, ${id}, now() from generate_series(1, 20000) n`,
    [environment.id],
  )
  const batch = Array.from({ length: 500 }, (_, n) => prepared(19_900 + n))
  const known = await readKnown(db, environment, batch)
  expect(known.identities.size + known.providedIds.size).toBe(3 * 101)
  expect(await readInVainBy(() => readKnown(db, environment, batch))).toBe(0)
})
