import type { Context } from '#platform/context'
import { digestOf, newSecret } from '#platform/crypto'
import { Conflict } from '#platform/errors'
import { changeCredentials, type CredentialTarget } from '../change-credentials.ts'
import { insertSecret } from '../queries.ts'
import { keepPresentSecret, listSecrets, removeSecret } from './queries.ts'

export type SecretContext = Pick<Context, 'db' | 'clock' | 'cache' | 'environment'>

/**
 * Gives an application a new secret. The present one fails at once, or is accepted until it is deleted where it is to be
 * kept (A4-2, A4-3).
 *
 * @returns the new secret in clear, the one time it is seen
 * @throws {Conflict} `PREVIOUS_SECRET_KEPT`: a third would be accepted (A4-4)
 * @throws see `changeCredentials`
 */
export async function rotateSecret(
  ctx: SecretContext,
  target: CredentialTarget,
  { isPresentKept }: { readonly isPresentKept: boolean },
): Promise<string> {
  return changeCredentials(ctx, target, async ({ db, key, now }) => {
    const secrets = await listSecrets(db, key)
    if (secrets.some(({ isPrevious }) => isPrevious)) throw previousKept()
    if (isPresentKept) await keepPresentSecret(db, key)
    else await removeSecret(db, key, { isPrevious: false })
    const secret = newSecret()
    const { applicationId } = key
    await insertSecret(db, { applicationId, digest: digestOf(secret), createdAt: now })
    const payload = { is_previous_kept: isPresentKept }
    return { event: { type: 'application.secret_rotated', payload }, result: secret }
  })
}

function previousKept(): Conflict {
  return new Conflict(
    'PREVIOUS_SECRET_KEPT',
    'Delete the previous secret before the next rotation: at most two are accepted.',
  )
}
