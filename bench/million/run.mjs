import { freePort } from '../processes.mjs'
import { runCase } from '../run-case.mjs'
import { startGatehouse } from '../subjects/gatehouse.mjs'
import { MILLION_CASES, millionCases } from './cases.mjs'
import { generate } from './generate.mjs'
import { importUsers } from './import-users.mjs'
import { openManagement } from './management.mjs'

const IMPORT_KEY = 'importUsers'
const IMPORTED_ROWS = { quick: 20_000, full: 100_000 }

/** The Management API over a directory of `options.users` users. `stopping` takes what must be stopped at the end. */
export async function runMillion({ options, dataDirectory, stopping, say }) {
  const { users } = options
  const wanted = (key) => options.only.length === 0 || options.only.includes(key)
  // The same port each time: the address of a server is part of what it keeps.
  const port = await freePort()
  const first = await startGatehouse({ port, dataDirectory })
  stopping.push(first.stop)
  await first.stop()
  say(`making ${users.toLocaleString('en')} users`)
  const { limitSeconds } = options
  const pointSelects = await generate(dataDirectory, {
    environmentCode: first.firstRun.environment,
    users,
    limitSeconds,
  })
  const { profileDirectory, processes } = options
  const gatehouse = await startGatehouse({ port, dataDirectory, profileDirectory, processes })
  stopping.push(gatehouse.stop)
  const management = await openManagement(gatehouse)
  const cases = await millionCases({ ...gatehouse, users, management })
  const subjects = { gatehouse: { port, pid: gatehouse.pid, cases }, peer: { cases: {} }, options }
  const results = []
  for (const one of MILLION_CASES.filter(({ key }) => wanted(key))) {
    say(one.name)
    results.push(await runCase(one, subjects))
  }
  if (!wanted(IMPORT_KEY)) return { results, pointSelects }
  say('import of users')
  // As by default: what an import takes beside an idle server is what is asked.
  await gatehouse.stop()
  const alone = await startGatehouse({ port, dataDirectory, profileDirectory })
  stopping.push(alone.stop)
  const rows = options.isQuick ? IMPORTED_ROWS.quick : IMPORTED_ROWS.full
  return { results, pointSelects, imported: await importUsers({ pid: alone.pid, management }, rows) }
}
