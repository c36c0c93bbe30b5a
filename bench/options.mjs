import { availableParallelism } from 'node:os'
import { parseArgs } from 'node:util'

const WORDS = {
  quick: { type: 'boolean', default: false },
  only: { type: 'string', default: '' },
  profile: { type: 'string' },
  million: { type: 'boolean', default: false },
  users: { type: 'string', default: '1000000' },
  processes: { type: 'string' },
}

/**
 * @returns how long and how often to run, which cases, where to write a profile of the server, over how many users, and
 * how many processes serve
 */
export function readOptions(args) {
  const { values } = parseArgs({ args, options: WORDS })
  const { quick, only, profile, million } = values
  // The database needs this long to read the most requested parts of a large directory.
  const warmupSeconds = million ? 40 : 3
  // Two runs of ten seconds are compared, and the machine changes by up to 15 % between them.
  const runs = million ? 5 : 3
  const pace = quick
    ? { runs: 1, seconds: 3, warmupSeconds: 2, limitSeconds: 1, restSeconds: 3, starts: 1 }
    : { runs, seconds: 10, warmupSeconds, limitSeconds: 2, restSeconds: 10, starts: 3 }
  const users = Number(values.users)
  if (!Number.isInteger(users) || users < 20_000) throw new Error('--users must be a number from 20000 on')
  // At a rate below the limit, one process answers sooner than several, because more statements gather for one batch.
  const processes = Number(values.processes ?? (million ? 1 : availableParallelism()))
  if (!Number.isInteger(processes) || processes < 1) throw new Error('--processes must be a number from 1 on')
  const names = only.split(',').filter((name) => name !== '')
  return { ...pace, isQuick: quick, only: names, profileDirectory: profile, isMillion: million, users, processes }
}
