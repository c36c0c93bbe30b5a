import { join } from 'node:path'
import { freePort } from '../processes.mjs'
import { runCase } from '../run-case.mjs'
import { startGatehouse } from '../subjects/gatehouse.mjs'
import { FEW_USERS, MILLION_CASES, millionCases } from './cases.mjs'
import { generate } from './generate.mjs'
import { importUsers } from './import-users.mjs'
import { openManagement } from './management.mjs'

const IMPORT_KEY = 'importUsers'
const IMPORTED_ROWS = { quick: 20_000, full: 100_000 }

/**
 * The Management API over a directory of `options.users` users, each case beside the same over a thousand, whose server is
 * asked right before. `stopping` takes what must be stopped at the end.
 */
export async function runMillion({ options, dataDirectory, stopping, say }) {
  const wanted = (key) => options.only.length === 0 || options.only.includes(key)
  const start = (name, users) =>
    startFilled({ users, options, stopping, say, dataDirectory: join(dataDirectory, name) })
  const few = await start('few', FEW_USERS)
  const many = await start('many', options.users)
  const results = []
  for (const one of MILLION_CASES.filter(({ key }) => wanted(key))) {
    say(one.name)
    results.push(await runCase(one, { gatehouse: many, peer: few, options }))
  }
  const { pointSelects } = many
  if (!wanted(IMPORT_KEY)) return { results, pointSelects }
  say('import of users')
  // As by default: what an import takes beside an idle server is what is asked.
  await few.stop()
  await many.stop()
  const alone = await startGatehouse(many.place)
  stopping.push(alone.stop)
  const rows = options.isQuick ? IMPORTED_ROWS.quick : IMPORTED_ROWS.full
  const imported = await importUsers({ pid: alone.pid, management: many.management }, rows)
  return { results, pointSelects, imported }
}

/** A server over so many users, and what is asked of it. */
async function startFilled({ users, options, stopping, say, dataDirectory }) {
  const { limitSeconds, profileDirectory, processes } = options
  // The same port each time: the address of a server is part of what it keeps.
  const place = { port: await freePort(), dataDirectory, profileDirectory }
  const first = await startGatehouse(place)
  stopping.push(first.stop)
  await first.stop()
  say(`making ${users.toLocaleString('en')} users`)
  const environmentCode = first.firstRun.environment
  const pointSelects = await generate(dataDirectory, { environmentCode, users, limitSeconds })
  const gatehouse = await startGatehouse({ ...place, processes })
  stopping.push(gatehouse.stop)
  const management = await openManagement(gatehouse)
  const cases = await millionCases({ ...gatehouse, users, management })
  return { port: place.port, pid: gatehouse.pid, stop: gatehouse.stop, place, cases, management, pointSelects }
}
