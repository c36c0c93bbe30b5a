/**
 * Requests that this server makes to addresses somebody else wrote down. Nothing else calls out to such an address.
 *
 * Invariants: every address that a host resolves to is checked, and the connection goes to one that was checked; public
 * addresses only, https on port 443, save networks that the operator allowed (`GATEHOUSE_OUTBOUND_ALLOW`); five seconds,
 * a small answer that nobody is shown, no redirects, no proxy. Never inside a transaction (architecture section 5.5).
 */
export { isPublicAddress, type AllowedNetworks } from './guard.ts'
export { openOutbound, type Outbound, type Resolve } from './outbound.ts'
export { OutboundRefused, type OutboundProblem } from './outbound-refused.ts'
