import { digestOf, equalDigests } from '#platform/crypto'
import { cookieNames, readCookie, type RequestContext } from '#platform/http'
import { isId } from '#platform/ids'
import { type AuthorizationRequest } from '#flows/engine'
import type { ErrorKind } from '#flows/pages'
import { clientIdOf, readApplication, type Application } from '#domain/applications'
import { findDeviceCode, type DeviceCode } from '#domain/device-codes'

export interface OpenDevice {
  readonly code: DeviceCode
  readonly application: Application
  /** The browser's own secret, from its cookie. A code is claimed by its digest. */
  readonly browser: string
  readonly browserDigest: Buffer
}

export type DeviceOpening =
  | ({ readonly outcome: 'open' } & OpenDevice)
  /** Another browser took the request over from this one. */
  | { readonly outcome: 'taken'; readonly application: Application }
  /** The person gave up before, so any browser may claim the code. */
  | { readonly outcome: 'free' }
  | { readonly outcome: 'problem'; readonly kind: ErrorKind; readonly application?: Application }

/** Finds a device code by its id, and checks whether this browser has claimed it (DV-07). */
export async function openDevice(c: RequestContext, id: string): Promise<DeviceOpening> {
  const { ctx } = c.var
  const code = isId(id) ? await findDeviceCode(ctx.db, id) : undefined
  if (code?.issuer !== ctx.issuer) return { outcome: 'problem', kind: 'not_found' }
  const application = await readApplication(ctx, clientIdOf(code.applicationId))
  if (!application) return { outcome: 'problem', kind: 'bad_client' }
  const browser = readCookie(c, cookieNames(ctx).browser)
  if (browser === undefined) return { outcome: 'problem', kind: 'cookies_blocked', application }
  const browserDigest = digestOf(browser)
  if (!code.claimedBy) return { outcome: 'free' }
  if (!equalDigests(code.claimedBy, browserDigest)) {
    const wasHere = code.formerClaimants.some((one) => equalDigests(one, browserDigest))
    return wasHere ? { outcome: 'taken', application } : { outcome: 'problem', kind: 'flow_foreign', application }
  }
  return { outcome: 'open', code, application, browser, browserDigest }
}

export function isWaiting({ code }: OpenDevice, now: Date): boolean {
  return code.state === 'pending' && code.expiresAt > now
}

/**
 * Returns the request for the sign-in of the person who decides: by the methods of the device's application (P4-8), and
 * back to this page, which asks for the decision.
 */
export function signInRequest(issuer: string, { code, application }: OpenDevice): AuthorizationRequest {
  return {
    clientId: clientIdOf(application.id),
    applicationId: application.id,
    redirectUri: `${issuer}/device/${code.id}`,
    scopes: [...code.scopes],
    audiences: [...code.audiences],
    prompts: [],
    further: {},
    endsAtOwnPage: true,
  }
}
