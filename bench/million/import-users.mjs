import { setTimeout as sleep } from 'node:timers/promises'
import { usedBy } from '../cpu-time.mjs'
import { memoryOf } from '../memory.mjs'

const LOOK_EVERY_MS = 200
/** A text of the form of a hash; nobody signs in with it. */
const HASH = `$2b$10$${'abcdefghijklmnopqrstuv'}${'x'.repeat(31)}`

/** A file of new users with an address, a name and a hash, from when it was taken until its last row is written. */
export async function importUsers({ pid, management: { call } }, rows) {
  const lines = Array.from({ length: rows }, (_, number) => JSON.stringify(rowOf(number)))
  const usedBefore = usedBy(pid)
  const { id } = (await call('POST', '/imports/users', { type: 'application/x-ndjson', content: lines.join('\n') }))
    .import
  const started = performance.now()
  let memory = 0
  for (;;) {
    const report = (await call('GET', `/imports/${id}`)).import
    memory = Math.max(memory, memoryOf([pid])?.rss ?? Number.NaN)
    if (report.state === 'finished') return summaryOf({ report, rows, started, memory, pid, usedBefore })
    if (report.state === 'failed') throw new Error('the import failed')
    await sleep(LOOK_EVERY_MS)
  }
}

function rowOf(number) {
  return {
    id: `imported-${number}`,
    email: `imported.${number}@company-${number % 1_000}.example`,
    email_verified: true,
    first_name: `Given${number % 5_000}`,
    last_name: `Family${number % 30_000}`,
    hashed_password: HASH,
    hashing_method: 'bcrypt',
  }
}

function summaryOf({ report, rows, started, memory, pid, usedBefore }) {
  if (report.created !== rows) throw new Error(`${report.created} of ${rows} rows were created`)
  const perSecond = (rows * 1000) / (performance.now() - started)
  const used = usedBy(pid)
  const perRow = (name) => ((used[name] - usedBefore[name]) * 1e6) / rows
  return { rows, perSecond, memory, serverMicros: perRow('server'), databaseMicros: perRow('database') }
}
