import { loadavg } from 'node:os'
import { FIGURES, megabytes, micros, milliseconds, number, tableOf } from '../report.mjs'
import { FEW_USERS, IMPORT } from './cases.mjs'
import { MEMBERSHIPS_EACH, organizationsOf } from './generate.mjs'

const COLUMNS = [...FIGURES, 'few per second', '× few', '× limit', 'target', '']

/** One table, as Markdown that reads as well in a terminal. */
export function renderMillion({ results, pointSelects, imported, machine, source, date, options }) {
  const { users, runs, seconds } = options
  const sizes = [users, organizationsOf(users), users * MEMBERSHIPS_EACH].map(number)
  return [
    `# Bench of a large directory, ${date}`,
    '',
    `${machine}, load average ${loadavg()[0].toFixed(1)} at the end; ${source}; ${runs} × ${seconds} s a case, medians.`,
    `${sizes[0]} users, ${sizes[1]} organizations, ${sizes[2]} memberships; Management API, embedded database, fsync on.`,
    `GATEHOUSE_PROCESSES=${options.processes}; the import's server is newly started, one process.`,
    `Few: the same over ${number(FEW_USERS)} users, each time right before.`,
    `Limit: ${number(pointSelects)} rows a second found by their key, prepared, ten connections, nothing else running.`,
    '',
    ...tableOf([
      COLUMNS,
      ...results.map((one) => caseRow(one, pointSelects)),
      ...(imported ? [importRow(imported, pointSelects)] : []),
    ]),
    '',
  ].join('\n')
}

function caseRow(result, limit) {
  const { name, concurrency, leastOfLimit, leastOfPeer, mostP99, gatehouse, peer, ofPeer } = result
  const { perSecond, p50, p99 } = gatehouse
  const ofLimit = perSecond / limit
  const targets = [
    ...(leastOfLimit ? [atLeast(leastOfLimit, 'limit', ofLimit)] : []),
    ...(leastOfPeer ? [atLeast(leastOfPeer, 'few', ofPeer)] : []),
    ...(mostP99 ? [{ text: `p99 < ${mostP99} ms`, isMet: p99 < mostP99 }] : []),
  ]
  return [
    name,
    String(concurrency),
    number(perSecond),
    milliseconds(p50),
    milliseconds(p99),
    micros(gatehouse),
    peer ? number(peer.perSecond) : '',
    peer ? ofPeer.toFixed(2) : '',
    share(ofLimit),
    ...verdictOf(targets),
  ]
}

function importRow({ rows, perSecond, memory, ...used }, limit) {
  const ofLimit = perSecond / limit
  return [
    `import of ${number(rows)} users, server at ${megabytes(memory)}`,
    '',
    number(perSecond),
    '',
    '',
    micros(used),
    '',
    '',
    share(ofLimit),
    ...verdictOf([
      atLeast(IMPORT.leastOfLimit, 'limit', ofLimit),
      { text: `< ${megabytes(IMPORT.mostMemory)}`, isMet: memory < IMPORT.mostMemory },
    ]),
  ]
}

const atLeast = (least, of, reached) => ({ text: `≥ ${least.toFixed(2)} × ${of}`, isMet: reached >= least })
const share = (ofLimit) => ofLimit.toFixed(3)

function verdictOf(targets) {
  const verdict = targets.every(({ isMet }) => isMet) ? 'met' : 'missed'
  return [targets.map(({ text }) => text).join(', '), targets.length === 0 ? '' : verdict]
}
