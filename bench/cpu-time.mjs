import { readFileSync } from 'node:fs'
import { processesOf } from './processes.mjs'

/** The unit of the kernel's counters on every platform with a /proc. */
const TICKS_PER_SECOND = 100

/**
 * Seconds of processor time that processes have used so far; undefined where the system does not tell. Unlike requests
 * per second this does not change when the machine is busy with other work.
 */
export function cpuSecondsOf(pids) {
  const ticks = pids.flatMap((pid) => {
    try {
      const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
      // Fields 14 and 15, counted from the state, which follows the name.
      const [user, system] = stat
        .slice(stat.lastIndexOf(')') + 2)
        .split(' ')
        .slice(11, 13)
      return [Number(user) + Number(system)]
    } catch {
      return []
    }
  })
  return ticks.length === 0 ? undefined : ticks.reduce((sum, one) => sum + one, 0) / TICKS_PER_SECOND
}

/** Seconds of processor time of a server, and of its database, where there is one. */
export function usedBy(pid) {
  const { server, database } = processesOf(pid)
  return { server: cpuSecondsOf(server) ?? Number.NaN, database: cpuSecondsOf(database) ?? Number.NaN }
}
