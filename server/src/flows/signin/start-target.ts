import type { LinkTarget } from '#flows/pages'
import type { Intent } from './steps/beginning.ts'

/** The longest address that every browser and proxy accepts. */
const LONGEST_ADDRESS = 6_000

/** Returns where a flow that is not stored goes on: its address, or a form where the address would be too long. */
export function startTarget(sealed: string, intent?: Intent, field?: string): LinkTarget {
  const query = [
    ...(intent === undefined ? [] : [`intent=${intent}`]),
    ...(field === undefined ? [] : [`field=${field}`]),
  ]
  const address = `/auth/start?${[...query, `flow=${sealed}`].join('&')}`
  if (address.length <= LONGEST_ADDRESS) return address
  return { action: ['/auth/start', ...query].join('?'), fields: { flow: sealed } }
}
