import { z } from 'zod'
import type { Clock } from '#platform/clock'
import { enterEnvironment, type SystemTransaction } from '#platform/db'
import type { Author } from '#platform/outbox'
import { createApplication } from '#domain/applications'

/** The credentials of a client of one environment's Management API. The secret is shown once. */
export interface ManagementClient {
  readonly clientId: string
  readonly clientSecret: string
  /** Where the environment answers. */
  readonly origin: string
}

interface NewManagementClient {
  readonly environmentId: string
  readonly origin: string
  readonly name?: string
  readonly scopes: readonly string[]
  readonly author?: Author
}

/** Makes an application for the Management API of an environment. Runs in the caller's system transaction, and enters it. */
export async function createManagementClient(
  { system, clock }: { readonly system: SystemTransaction; readonly clock: Clock },
  { environmentId, origin, name = 'Management API', scopes, author }: NewManagementClient,
): Promise<ManagementClient> {
  const db = await enterEnvironment(system, environmentId)
  const input = { name, type: 'm2m', managementScopes: scopes, ...(author ? { author } : {}) } as const
  const made = await createApplication({ db, clock, environment: { id: environmentId } }, input)
  return { clientId: made.clientId, clientSecret: made.clientSecret ?? '', origin }
}

export const ManagementClientView = z.object({
  client_id: z.string(),
  client_secret: z.string().meta({ description: 'Shown this once.' }),
  audience: z.string(),
  token_endpoint: z.string(),
})

/** The same members as in `first-run.json`. */
export function managementClientViewOf({
  clientId,
  clientSecret,
  origin,
}: ManagementClient): z.input<typeof ManagementClientView> {
  return {
    client_id: clientId,
    client_secret: clientSecret,
    audience: `${origin}/api`,
    token_endpoint: `${origin}/oauth2/token`,
  }
}
