import type { Context } from '#platform/context'
import { digestOf, newSecret } from '#platform/crypto'
import { InvalidInput } from '#platform/errors'
import { newRandomId } from '#platform/ids'
import { SYSTEM_AUTHOR, type Author } from '#platform/outbox'
import { findOrganizationByCode, noSuchOrganization } from '#domain/organizations'
import { clientIdOf, isConfidential, type ApplicationType } from './application.ts'
import { recordApplicationEvent } from './events.ts'
import { insertApplication, insertSecret } from './queries.ts'

export interface NewApplication {
  readonly name: string
  readonly type: ApplicationType
  /** Binds a machine-to-machine application to an organization: its tokens speak for that one only. */
  readonly organizationCode?: string | undefined
  readonly managementScopes?: readonly string[]
  readonly redirectUris?: readonly string[]
  readonly author?: Author
}

type Dependencies = Pick<Context, 'db' | 'clock'> & { readonly environment: Pick<Context['environment'], 'id'> }

/**
 * Registers an application and, for a confidential client, mints its secret. Runs in the caller's transaction.
 *
 * @returns the secret in clear. Only its digest is stored, so this is the one time it is seen.
 * @throws {NotFound} `ORGANIZATION_NOT_FOUND`
 * @throws {InvalidInput} `ORGANIZATION_NOT_SUPPORTED`
 * @see RFC 6749 section 2.2, 2.3.1
 */
export async function createApplication(
  ctx: Dependencies,
  input: NewApplication,
): Promise<{ readonly clientId: string; readonly clientSecret: string | undefined }> {
  const organizationId = await organizationFor(ctx, input)
  const id = newRandomId()
  const createdAt = ctx.clock()
  await insertApplication(ctx.db, {
    id,
    createdAt,
    name: input.name,
    type: input.type,
    organizationId,
    managementScopes: input.managementScopes ?? [],
    redirectUris: input.redirectUris ?? [],
  })
  await recordApplicationEvent(
    ctx.db,
    { applicationId: id },
    {
      type: 'application.created',
      occurredAt: createdAt,
      author: input.author ?? SYSTEM_AUTHOR,
      payload: { name: input.name, type: input.type },
    },
  )
  if (!isConfidential(input.type)) return { clientId: clientIdOf(id), clientSecret: undefined }
  const clientSecret = newSecret()
  await insertSecret(ctx.db, { applicationId: id, digest: digestOf(clientSecret), createdAt })
  return { clientId: clientIdOf(id), clientSecret }
}

async function organizationFor(ctx: Dependencies, { type, organizationCode }: NewApplication): Promise<string | null> {
  if (organizationCode === undefined) return null
  if (type !== 'm2m') {
    throw new InvalidInput(
      'ORGANIZATION_NOT_SUPPORTED',
      'Only machine-to-machine applications belong to an organization.',
    )
  }
  const organization = await findOrganizationByCode(ctx.db, organizationCode)
  if (!organization) throw noSuchOrganization()
  return organization.id
}
