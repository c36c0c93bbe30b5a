import { CONTROL } from './management.ts'
import type { TestServer } from './server.ts'
import { contextOf } from './context.ts'
import { createUser } from '#domain/directory'

/** A person who administers the installation, with a verified address. */
export async function anAdministrator(server: TestServer, email: string, role: 'owner' | 'admin' = 'owner') {
  const ctx = await contextOf(server, CONTROL)
  const value = { kind: 'email', typed: email, normalized: email } as const
  const author = { actor: { type: 'administrator' }, source: 'admin' } as const
  const { id } = await createUser(ctx, { identities: [{ value, isVerified: true }], author })
  await server.query(
    'insert into administrators (environment_id, user_id, role, created_at) values ($1, $2, $3, clock_timestamp())',
    [ctx.environment.id, id, role],
  )
}
