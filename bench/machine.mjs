import { execFileSync } from 'node:child_process'
import { availableParallelism, cpus, totalmem } from 'node:os'
import { ROOT } from './processes.mjs'

/** Describes the machine as far as the figures depend on it, without identifying it. */
export function describeMachine() {
  const model = cpus()[0]?.model.trim() ?? 'unknown processor'
  const memory = `${Math.round(totalmem() / 2 ** 30)} GiB`
  return `${availableParallelism()} cores, ${model}, ${memory}, ${process.platform} ${process.arch}, Node ${process.version}`
}

/** The commit that was measured, and whether something was changed since. */
export function describeSource() {
  try {
    const git = (...args) => execFileSync('git', args, { cwd: ROOT, encoding: 'utf8' }).trim()
    const changed = git('status', '--porcelain', '--', 'server/src', 'server/bin', 'server/migrations') !== ''
    return `commit ${git('rev-parse', '--short', 'HEAD')}${changed ? ' with changes' : ''}`
  } catch {
    return 'not a checkout'
  }
}
