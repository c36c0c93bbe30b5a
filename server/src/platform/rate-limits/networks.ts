import ipaddr from 'ipaddr.js'

/** The networks that an address lies in, by the prefixes that providers give to one customer. */
export interface Networks {
  /** IPv4 /24, IPv6 /64. */
  readonly narrow: string
  /** IPv6 /56; IPv4 has no such. */
  readonly middle: string | undefined
  /** IPv6 /48; of IPv4 the narrow one. */
  readonly wide: string
}

/**
 * Returns the tiers of networks that are counted. One customer of a provider has up to 65,536 networks of /64, so a limit
 * per /64 alone would be no limit.
 */
export function networksOf(ip: string): Networks {
  if (!ipaddr.isValid(ip)) return { narrow: 'unknown', middle: undefined, wide: 'unknown' }
  const address = ipaddr.process(ip)
  const prefix = (bytes: number) => Buffer.from(address.toByteArray().slice(0, bytes)).toString('hex')
  if (address.kind() === 'ipv4') return { narrow: prefix(3), middle: undefined, wide: prefix(3) }
  return { narrow: prefix(8), middle: prefix(7), wide: prefix(6) }
}

/** Returns the narrow one: what one person gets from their provider. */
export function networkOf(ip: string): string {
  return networksOf(ip).narrow
}
