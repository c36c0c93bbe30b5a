import ipaddr from 'ipaddr.js'
import { OutboundRefused } from './outbound-refused.ts'

/** Networks that may be called although they are not public. */
export type AllowedNetworks = readonly (readonly [ipaddr.IPv4 | ipaddr.IPv6, number])[]

/** All other addresses of IPv6, embedded IPv4 addresses among them, belong to no public server. */
const GLOBAL_UNICAST = ipaddr.parseCIDR('2000::/3')

/** A mail server as typed: a name or an address, without brackets. */
export interface MailHost {
  readonly host: string
  readonly port: number
}

export function isPublicAddress(address: string): boolean {
  if (!ipaddr.isValid(address)) return false
  const parsed = ipaddr.process(address)
  if (parsed.range() !== 'unicast') return false
  return parsed.kind() === 'ipv4' || parsed.match(GLOBAL_UNICAST)
}

/**
 * Checks whether `url` may be called at an address of its host (SSRF). Public addresses: https on port 443 only;
 * networks that the operator allowed: any port, and http too.
 *
 * @throws {OutboundRefused}
 */
export function checkAddress(url: URL, address: string, allowed: AllowedNetworks): void {
  if (isAllowed(address, allowed)) return
  if (!isPublicAddress(address)) throw new OutboundRefused('ADDRESS_NOT_PUBLIC')
  if (url.protocol !== 'https:') throw new OutboundRefused('NOT_HTTPS')
  if (url.port !== '') throw new OutboundRefused('PORT_NOT_ALLOWED')
}

/** Relay, implicit TLS, submission, and the port that providers offer where 587 is blocked. */
const MAIL_PORTS: ReadonlySet<number> = new Set([25, 465, 587, 2525])

/**
 * Checks whether a mail server may be called at an address of its host; returns whether only with encryption. Public
 * addresses: at the ports of mail; networks that the operator allowed: any port. Only traffic within this machine may
 * go in clear.
 *
 * @throws {OutboundRefused}
 */
export function checkMailAddress(
  port: number,
  address: string,
  allowed: AllowedNetworks,
): { readonly isTlsRequired: boolean } {
  if (isAllowed(address, allowed)) return { isTlsRequired: ipaddr.process(address).range() !== 'loopback' }
  if (!isPublicAddress(address)) throw new OutboundRefused('ADDRESS_NOT_PUBLIC')
  if (!MAIL_PORTS.has(port)) throw new OutboundRefused('PORT_NOT_ALLOWED')
  return { isTlsRequired: true }
}

/**
 * Checks the settings of a mail server before its name is resolved.
 *
 * @throws {OutboundRefused}
 */
export function checkMailHost({ host, port }: MailHost, allowed: AllowedNetworks): void {
  if (host.endsWith('.')) throw new OutboundRefused('HOST_NOT_ALLOWED')
  if (ipaddr.isValid(host)) checkMailAddress(port, host, allowed)
  else if (!MAIL_PORTS.has(port) && allowed.length === 0) throw new OutboundRefused('PORT_NOT_ALLOWED')
}

function isAllowed(address: string, allowed: AllowedNetworks): boolean {
  if (!ipaddr.isValid(address)) return false
  const parsed = ipaddr.process(address)
  return allowed.some(([network, bits]) => parsed.kind() === network.kind() && parsed.match(network, bits))
}

/**
 * Checks a URL before its host is resolved: one that names an address is checked at once, since no look-up would happen
 * for it.
 *
 * @throws {OutboundRefused}
 */
export function checkUrl(text: string, allowed: AllowedNetworks): URL {
  if (!URL.canParse(text)) throw new OutboundRefused('NOT_A_URL')
  const url = new URL(text)
  if (url.protocol !== 'https:' && url.protocol !== 'http:') throw new OutboundRefused('NOT_HTTPS')
  if (url.username !== '' || url.password !== '') throw new OutboundRefused('HAS_CREDENTIALS')
  // To a resolver `localhost.` may be another host than `localhost`.
  if (url.hostname.endsWith('.')) throw new OutboundRefused('HOST_NOT_ALLOWED')
  const literal = url.hostname.replace(/^\[(.*)\]$/, '$1')
  if (ipaddr.isValid(literal)) checkAddress(url, literal, allowed)
  return url
}
