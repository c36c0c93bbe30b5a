import type { LinkTarget } from '#flows/pages'
import type { Facts } from '#flows/engine'

/** As much as browsers and proxies take of an address. */
const LONGEST_ADDRESS = 6_000

/** Returns where a flow that is not stored goes on: its address, or a form where that would be too long to be followed. */
export function startTarget(sealed: string, intent?: Facts['intent']): LinkTarget {
  const query = intent === undefined ? [] : [`intent=${intent}`]
  const address = `/auth/start?${[...query, `flow=${sealed}`].join('&')}`
  if (address.length <= LONGEST_ADDRESS) return address
  return { action: ['/auth/start', ...query].join('?'), fields: { flow: sealed } }
}
