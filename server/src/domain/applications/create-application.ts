import type { Context } from '#platform/context'
import { digestOf, newSecret } from '#platform/crypto'
import { newId } from '#platform/ids'
import { clientIdOf, isConfidential, type ApplicationType } from './application.ts'
import { insertApplication, insertSecret } from './queries.ts'

export interface NewApplication {
  readonly name: string
  readonly type: ApplicationType
  readonly organizationId?: string | undefined
  readonly managementScopes?: readonly string[]
  readonly redirectUris?: readonly string[]
}

/**
 * Registers an application and, for a confidential client, mints its secret. Runs in the caller's transaction.
 *
 * @returns the secret in clear. Only its digest is stored, so this is the one time it is seen.
 * @see RFC 6749 section 2.2, 2.3.1
 */
export async function createApplication(
  ctx: Pick<Context, 'db' | 'clock'> & { readonly environment: Pick<Context['environment'], 'id'> },
  input: NewApplication,
): Promise<{ readonly clientId: string; readonly clientSecret: string | undefined }> {
  const id = newId()
  const createdAt = ctx.clock()
  await insertApplication(ctx.db, ctx.environment.id, {
    id,
    createdAt,
    name: input.name,
    type: input.type,
    organizationId: input.organizationId ?? null,
    managementScopes: input.managementScopes ?? [],
    redirectUris: input.redirectUris ?? [],
  })
  if (!isConfidential(input.type)) return { clientId: clientIdOf(id), clientSecret: undefined }
  const clientSecret = newSecret()
  await insertSecret(ctx.db, ctx.environment.id, { applicationId: id, digest: digestOf(clientSecret), createdAt })
  return { clientId: clientIdOf(id), clientSecret }
}
