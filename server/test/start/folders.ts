import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { atEnd } from './at-end.ts'

/** A folder that only its owner may enter, gone at the end of the test with what ran on it and what was put elsewhere. */
export function temporaryFolder(...below: string[]): string {
  const top = mkdtempSync('/tmp/gatehouse-start-')
  const folder = join(top, ...below)
  mkdirSync(folder, { recursive: true })
  atEnd(() => {
    const record = join(folder, 'postgres-location')
    const elsewhere = existsSync(record) ? [readFileSync(record, 'utf8').trim()] : []
    for (const path of [top, ...elsewhere]) {
      // A database outlives its killed supervisor, as it should.
      for (const pid of databasesOn(path)) process.kill(pid, 'SIGKILL')
      rmSync(path, { recursive: true, force: true, maxRetries: 10, retryDelay: 50 })
    }
  })
  return folder
}

function databasesOn(path: string): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((pid) => commandLine(pid).includes(`${path}/`))
}

function commandLine(pid: number): string {
  try {
    const words = readFileSync(`/proc/${String(pid)}/cmdline`, 'utf8').split('\0')
    return words[0]?.endsWith('/postgres') === true ? words.join(' ') : ''
  } catch {
    return ''
  }
}
