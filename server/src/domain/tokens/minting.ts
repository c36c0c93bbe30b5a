import { addSeconds, secondsOf } from '#platform/clock'
import type { Context } from '#platform/context'
import { atHash } from '#platform/crypto'
import { hexOf } from '#platform/ids'
import { clientIdOf, type Application } from '#domain/applications'
import {
  readFlags,
  readSelectedProperties,
  type FlagDefinition,
  type SelectedProperties,
  type UserTokenRequest,
} from '#domain/claims'
import { readKeyRing, type KeyRing } from '#domain/signing-keys'
import { acrOf } from './acr.ts'
import type { TokenScopes } from './scopes-of-grant.ts'
import type { TokenSnapshot } from './views.ts'
import type { PresentGrant } from './with-present-audiences.ts'

/** Definitions that are the same for every user, read from memory and at most a second old. */
export interface Definitions {
  readonly ring: KeyRing
  readonly flags: readonly FlagDefinition[]
  readonly properties: SelectedProperties
}

export interface MintRequest extends Definitions {
  readonly issuer: string
  readonly application: Application
  readonly snapshot: PresentGrant<TokenSnapshot>
  readonly scopes: TokenScopes
  readonly now: Date
}

export async function readDefinitions(
  ctx: Pick<Context, 'db' | 'cache' | 'clock' | 'sealer' | 'environment'>,
  application: Application,
): Promise<Definitions> {
  const [ring, flags, properties] = await Promise.all([
    readKeyRing(ctx),
    readFlags(ctx),
    readSelectedProperties(ctx, application),
  ])
  return { ring, flags, properties }
}

/** Returns the protocol claims, which belong to the token and not to the person. */
export function accessProtocolClaims(
  { application, snapshot, scopes, now, issuer }: MintRequest,
  { jti, expiresAt }: { readonly jti: string; readonly expiresAt: Date },
): Record<string, unknown> {
  return {
    iss: issuer,
    aud: snapshot.audiences,
    azp: clientIdOf(application.id),
    client_id: clientIdOf(application.id),
    iat: secondsOf(now),
    exp: secondsOf(expiresAt),
    jti,
    auth_time: secondsOf(snapshot.authenticatedAt),
    amr: snapshot.amr,
    acr: acrOf(snapshot.amr),
    scope: scopes.all.join(' '),
    scp: scopes.all,
  }
}

export function idProtocolClaims(
  { application, snapshot, now, issuer }: MintRequest,
  { jti, accessToken }: { readonly jti: string; readonly accessToken: string },
): Record<string, unknown> {
  const clientId = clientIdOf(application.id)
  return {
    iss: issuer,
    aud: [clientId],
    azp: clientId,
    iat: secondsOf(now),
    exp: secondsOf(addSeconds(now, application.settings.values.idTokenLifetimeSeconds)),
    jti,
    auth_time: secondsOf(snapshot.authenticatedAt),
    amr: snapshot.amr,
    acr: acrOf(snapshot.amr),
    at_hash: atHash(accessToken),
    ...sessionClaim(application, snapshot.sessionId),
  }
}

// Only applications that receive sign-outs get the claim, so that ID tokens of all others stay as they are
// (Back-Channel Logout section 2.1).
function sessionClaim({ backchannelLogoutUri }: Application, sessionId: string | null): { sid?: string } {
  return backchannelLogoutUri === undefined || sessionId === null ? {} : { sid: hexOf(sessionId) }
}

export function claimsRequestFor(
  { application, snapshot, scopes, flags, properties }: MintRequest,
  kind: 'access' | 'id',
): UserTokenRequest {
  return {
    kind,
    subject: snapshot.subject,
    authority: snapshot.authority,
    scopes: scopes.all,
    apiScopes: scopes.ofApis,
    settings: application.settings.values,
    flags,
    properties: properties[kind],
    requested: kind === 'id' ? snapshot.requestedClaims.idToken : [],
  }
}
