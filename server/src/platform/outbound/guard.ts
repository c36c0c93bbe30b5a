import ipaddr from 'ipaddr.js'
import { OutboundRefused } from './outbound-refused.ts'

/** Networks that may be called although they are not public. */
export type AllowedNetworks = readonly (readonly [ipaddr.IPv4 | ipaddr.IPv6, number])[]

/** Whatever else IPv6 has, embedded IPv4 addresses among it, is not somebody's public server. */
const GLOBAL_UNICAST = ipaddr.parseCIDR('2000::/3')

export function isPublicAddress(address: string): boolean {
  if (!ipaddr.isValid(address)) return false
  const parsed = ipaddr.process(address)
  if (parsed.range() !== 'unicast') return false
  return parsed.kind() === 'ipv4' || parsed.match(GLOBAL_UNICAST)
}

/**
 * Whether `url` may be called at an address it resolves to (SSRF). Public addresses: https on port 443 only; what the
 * operator allowed: any port, and http too.
 *
 * @throws {OutboundRefused}
 */
export function checkAddress(url: URL, address: string, allowed: AllowedNetworks): void {
  if (isAllowed(address, allowed)) return
  if (!isPublicAddress(address)) throw new OutboundRefused('ADDRESS_NOT_PUBLIC')
  if (url.protocol !== 'https:') throw new OutboundRefused('NOT_HTTPS')
  if (url.port !== '') throw new OutboundRefused('PORT_NOT_ALLOWED')
}

function isAllowed(address: string, allowed: AllowedNetworks): boolean {
  if (!ipaddr.isValid(address)) return false
  const parsed = ipaddr.process(address)
  return allowed.some(([network, bits]) => parsed.kind() === network.kind() && parsed.match(network, bits))
}

/**
 * What can be said of a URL before its host is resolved: one that names an address is checked at once, since no lookup
 * would be made for it.
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
