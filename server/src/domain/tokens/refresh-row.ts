import { addSeconds } from '#platform/clock'
import { digestOf } from '#platform/crypto'
import { newId } from '#platform/ids'
import type { Application } from '#domain/applications'
import type { NewRefreshToken } from './queries.ts'

/** The first refresh token of a grant, as it is stored. */
export function refreshRow(
  { grantId, issuer }: { readonly grantId: string; readonly issuer: string },
  application: Application,
  { refreshToken, now }: { readonly refreshToken: string; readonly now: Date },
): NewRefreshToken {
  return {
    id: newId(),
    digest: digestOf(refreshToken),
    grantId,
    applicationId: application.id,
    issuer,
    createdAt: now,
    expiresAt: addSeconds(now, application.settings.values.refreshTokenLifetimeSeconds),
  }
}
