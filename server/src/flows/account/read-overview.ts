import type { Context } from '#platform/context'
import { isSmsAvailable } from '#platform/sms'
import {
  countRecoveryCodes,
  factorPolicyOf,
  listFactors,
  listTrustedDevices,
  type Factor,
  type TrustedDevice,
} from '#domain/factors'
import { settingsFor } from '#domain/settings'
import { listGrants, type ListedGrant } from '#domain/grants'
import { listIdentitiesOfUser, type Identity } from '#domain/identities'
import { listSessions, type ListedSession } from '#domain/sessions'
import { displayName, findAccountById, findSearchable } from '#domain/users'
import type { OwnAccount } from './account-session.ts'

export const MOST_SESSIONS = 100
export const MOST_GRANTS = 100

/** Everything that the first page of an account shows. */
export interface Overview {
  readonly name: string | undefined
  readonly identities: readonly Identity[]
  /** An identity provider manages how the person signs in (U1-5). */
  readonly isManaged: boolean
  /** Codes can be sent to phones here. */
  readonly canAddPhone: boolean
  readonly hasPassword: boolean
  readonly factors: readonly Factor[]
  /** Whether the environment has second factors. */
  readonly canAddFactor: boolean
  readonly recoveryCodes: number
  readonly trustedDevices: readonly TrustedDevice[]
  readonly sessions: readonly ListedSession[]
  readonly presentSessionId: string
  readonly grants: readonly ListedGrant[]
  readonly now: Date
}

export async function readOverview(
  ctx: Pick<Context, 'db' | 'clock' | 'environment'>,
  { userId, session }: OwnAccount,
): Promise<Overview> {
  const { db, clock } = ctx
  const now = clock()
  const identities = await listIdentitiesOfUser(db, userId)
  const names = await findSearchable(db, userId)
  return {
    name: names && displayName({ givenName: names.givenName ?? null, familyName: names.familyName ?? null }),
    identities,
    isManaged: isManaged(identities),
    canAddPhone: isSmsAvailable(ctx, 'sign_in'),
    hasPassword: (await findAccountById(db, userId))?.passwordHash !== undefined,
    factors: await listFactors(db, userId),
    canAddFactor:
      factorPolicyOf(settingsFor({ environment: ctx.environment.settings }), undefined).enforcement !== 'off',
    recoveryCodes: await countRecoveryCodes(db, userId),
    trustedDevices: await listTrustedDevices(db, { userId, now }),
    sessions: await listSessions(db, { userId, now, limit: MOST_SESSIONS }),
    presentSessionId: session.id,
    grants: await listGrants(db, { userId, limit: MOST_GRANTS }),
    now,
  }
}

export function isManaged(identities: readonly Pick<Identity, 'kind'>[]): boolean {
  return identities.some(({ kind }) => kind === 'enterprise')
}
