import type { LookupAddress } from 'node:dns'
import type { LookupFunction } from 'node:net'
import { OutboundRefused } from './outbound-refused.ts'

export type Resolve = (host: string) => Promise<readonly LookupAddress[]>

/** Refuses a name when any address of it is refused: which one is taken is not ours to say. */
export function guardedLookup(resolve: Resolve, check: (address: string) => unknown): LookupFunction {
  return (host, { all }, callback) => {
    resolve(host).then(
      (addresses) => {
        try {
          for (const { address } of addresses) check(address)
        } catch (error) {
          const refusal = error instanceof Error ? error : new OutboundRefused('UNREACHABLE')
          return callback(refusal, [])
        }
        const [first] = addresses
        if (all === true) return callback(null, [...addresses])
        return first ? callback(null, first.address, first.family) : callback(new OutboundRefused('UNREACHABLE'), '')
      },
      (error: unknown) => callback(new OutboundRefused('UNREACHABLE', { cause: error }), []),
    )
  }
}
