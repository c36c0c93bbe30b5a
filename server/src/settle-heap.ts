import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'

/**
 * Once everything is loaded and set up: gives back what only the start needed, in a tenth of a second (15 MB, which would
 * stay for as long as little happens, because nobody asks for them), and lets the young generation grow, as V8 does by
 * itself. `bin/gatehouse.cjs` keeps it small during the start; kept so for requests too, which leave garbage behind, a user
 * profile costs 60 % more processor.
 */
export function settleHeap(): void {
  setFlagsFromString('--expose-gc')
  const collect: unknown = runInNewContext('gc')
  setFlagsFromString('--no-expose-gc')
  if (typeof collect === 'function') Reflect.apply(collect, undefined, [{ type: 'major', flavor: 'last-resort' }])
  setFlagsFromString('--semi-space-growth-factor=2')
}
