import { readFileSync } from 'node:fs'

/**
 * Resident and proportional size of processes together, in bytes; undefined where the system does not tell. The
 * proportional size counts a page that several processes share once, as the buffers of a database are.
 */
export function memoryOf(pids) {
  const sizes = pids.flatMap((pid) => {
    try {
      const text = readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8')
      return [{ rss: fieldOf(text, 'Rss'), pss: fieldOf(text, 'Pss') }]
    } catch {
      return []
    }
  })
  if (sizes.length === 0) return undefined
  const sum = (name) => sizes.reduce((total, size) => total + size[name], 0)
  return { rss: sum('rss'), pss: sum('pss'), processes: sizes.length }
}

function fieldOf(text, name) {
  return Number(new RegExp(`^${name}: +(\\d+) kB`, 'm').exec(text)?.[1] ?? 0) * 1024
}
