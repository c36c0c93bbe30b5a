import { parseArgs } from 'node:util'

const WORDS = {
  quick: { type: 'boolean', default: false },
  only: { type: 'string', default: '' },
  profile: { type: 'string' },
}

/** @returns how long and how often to run, which cases, and where to write a profile of the server */
export function readOptions(args) {
  const { values } = parseArgs({ args, options: WORDS })
  const { quick, only, profile } = values
  const pace = quick
    ? { runs: 1, seconds: 3, warmupSeconds: 2, limitSeconds: 1, restSeconds: 3, starts: 1 }
    : { runs: 3, seconds: 10, warmupSeconds: 3, limitSeconds: 2, restSeconds: 10, starts: 3 }
  return { ...pace, isQuick: quick, only: only.split(',').filter((name) => name !== ''), profileDirectory: profile }
}
