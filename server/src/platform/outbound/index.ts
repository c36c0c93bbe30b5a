/**
 * Requests and mail connections that this server makes to addresses somebody else wrote down. Nothing else calls out to
 * such an address.
 *
 * Invariants: every address that a host resolves to is checked, and the connection goes to one that was checked; public
 * addresses only, https on port 443, save networks that the operator allowed (`GATEHOUSE_OUTBOUND_ALLOW`); five seconds,
 * a small answer that nobody is shown, no redirects, no proxy. Mail servers are called at the ports of mail, encrypted
 * unless they are on this machine. Never inside a transaction, which would hold its locks for as long as a stranger takes.
 */
export { isPublicAddress, type AllowedNetworks, type MailHost } from './guard.ts'
export { openDnsRecords, type DnsRecords } from './dns-records.ts'
export { openOutbound, type Outbound, type OutboundAnswer } from './outbound.ts'
export type { Resolve } from './guarded-lookup.ts'
export type { MailConnection } from './mail-connection.ts'
export { OutboundRefused, type OutboundProblem } from './outbound-refused.ts'
