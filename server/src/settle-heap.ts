import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'

/**
 * Gives back the memory that only the start needed, and lets the young generation grow from here on. Call it when everything
 * is loaded; docs/operations/processes.md explains it.
 */
export function settleHeap(): void {
  setFlagsFromString('--expose-gc')
  const collect: unknown = runInNewContext('gc')
  setFlagsFromString('--no-expose-gc')
  if (typeof collect === 'function') Reflect.apply(collect, undefined, [{ type: 'major', flavor: 'last-resort' }])
  setFlagsFromString('--semi-space-growth-factor=2')
}
