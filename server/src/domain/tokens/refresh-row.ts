import { addSeconds } from '#platform/clock'
import { digestOf } from '#platform/crypto'
import { newId } from '#platform/ids'
import type { Application } from '#domain/applications'
import type { NewRefreshToken } from './queries.ts'

type RefreshTokenIssue = { readonly refreshToken: string; readonly now: Date }

/** A refresh token of a grant, as it is stored. */
export function refreshRow(
  grant: { readonly grantId: string; readonly issuer: string; readonly grantedAt: Date },
  application: Application,
  { refreshToken, now }: RefreshTokenIssue,
): NewRefreshToken {
  const { grantId, issuer, grantedAt } = grant
  return {
    id: newId(),
    digest: digestOf(refreshToken),
    grantId,
    applicationId: application.id,
    issuer,
    createdAt: now,
    expiresAt: endOf(application, grantedAt, now),
  }
}

// Ends when it is not used, and with the sign-in however often it is (ASVS 10.4.8).
function endOf({ settings }: Application, grantedAt: Date, now: Date): Date {
  const { refreshTokenLifetimeSeconds, refreshAbsoluteLifetimeSeconds } = settings.values
  const idleEnd = addSeconds(now, refreshTokenLifetimeSeconds)
  const absoluteEnd = addSeconds(grantedAt, refreshAbsoluteLifetimeSeconds)
  return idleEnd < absoluteEnd ? idleEnd : absoluteEnd
}
