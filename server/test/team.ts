import type { TeamRole } from '#domain/team'
import { aPerson, consoleBrowser, consoleCalls, signInToConsole, type ConsoleCalls } from './console.ts'
import { contextOf } from './context.ts'
import { CONTROL } from './management.ts'
import type { TestServer } from './server.ts'

export { scopesOf, TEAM_ROLES, type TeamRole } from '#domain/team'

/** Puts a new person on the team of the business that answers at `origin`; returns their subject. */
export async function aMember(
  server: TestServer,
  email: string,
  role: TeamRole,
  origin = server.origin,
): Promise<string> {
  const userId = await aPerson(server, email)
  const control = await contextOf(server, CONTROL)
  const { environment } = await contextOf(server, origin)
  await server.query(
    `insert into team_members (environment_id, managed_business, user_id, role, created_at)
     values ($1, $2, $3, $4, clock_timestamp())`,
    [control.environment.id, environment.businessId, userId, role],
  )
  return `kp_${userId.replaceAll('-', '')}`
}

export async function aMemberSignedIn(
  server: TestServer,
  email: string,
  role: TeamRole,
  origin = server.origin,
): Promise<ConsoleCalls> {
  await aMember(server, email, role, origin)
  return consoleCalls(server, await signInToConsole(consoleBrowser(server), email))
}
