import { NotFound } from '#platform/errors'
import { type CredentialTarget, changeCredentials } from '../change-credentials.ts'
import { removeSecret } from './queries.ts'
import type { SecretContext } from './rotate-secret.ts'

/**
 * From now on only the present secret is accepted.
 *
 * @throws {NotFound} `PREVIOUS_SECRET_NOT_FOUND`
 * @throws see `changeCredentials`
 */
export async function deletePreviousSecret(ctx: SecretContext, target: CredentialTarget): Promise<void> {
  return changeCredentials(ctx, target, async ({ db, key }) => {
    const isRemoved = await removeSecret(db, key, { isPrevious: true })
    if (!isRemoved) throw new NotFound('PREVIOUS_SECRET_NOT_FOUND', 'No previous secret is kept.')
    return { event: { type: 'application.previous_secret_deleted', payload: {} }, result: undefined }
  })
}
