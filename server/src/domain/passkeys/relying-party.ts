import { isIP } from 'node:net'
import type { Context } from '#platform/context'

/** The party that a passkey is bound to (WebAuthn section 5.4.2). */
export interface RelyingParty {
  /** The host, without port. */
  readonly id: string
  readonly origin: string
}

/**
 * Returns the relying party of the host that a request came to: exactly this host, never a parent, so that a passkey of
 * one environment cannot be asked for at another (ATO-28). Undefined where browsers have no passkeys: at an IP address,
 * and over plain http at any host but `localhost` and its subdomains.
 */
export function relyingPartyOf({ issuer }: Pick<Context, 'issuer'>): RelyingParty | undefined {
  const { hostname, protocol, origin } = new URL(issuer)
  if (hostname.startsWith('[') || isIP(hostname) !== 0) return undefined
  const isLocal = hostname === 'localhost' || hostname.endsWith('.localhost')
  return protocol === 'https:' || isLocal ? { id: hostname, origin } : undefined
}
