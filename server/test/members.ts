import { randomUUID } from 'node:crypto'
import { contextOf } from './context.ts'
import type { TestServer } from './server.ts'

/** Creates a user without identities in the default organization of an environment, for tests that need no page. */
export async function aMember(server: TestServer, origin = server.origin): Promise<string> {
  const { environment, clock } = await contextOf(server, origin)
  const id = randomUUID()
  await server.query(
    `insert into users (environment_id, id, given_name, profile_updated_at, claims_changed_at, created_at)
     values ($1, $2, 'Ada', $3, $3, $3)`,
    [environment.id, id, clock()],
  )
  await server.query(
    `insert into memberships (environment_id, organization_id, user_id, created_at)
     select environment_id, id, $2, $3 from organizations where environment_id = $1 and is_default`,
    [environment.id, id, clock()],
  )
  return id
}

/** Gives a user a role, or a permission directly, in every organization of theirs. */
export async function giveMember(
  server: TestServer,
  userId: string,
  given: { readonly role: string } | { readonly permission: string },
): Promise<void> {
  const [kind, id] = 'role' in given ? ['role', given.role] : ['permission', given.permission]
  await server.query(
    `insert into membership_${kind}s (environment_id, organization_id, user_id, ${kind}_id, business_id, created_at)
     select m.environment_id, m.organization_id, m.user_id, $2, e.business_id, m.created_at
     from memberships m join environments e on e.id = m.environment_id where m.user_id = $1`,
    [userId, id],
  )
}
