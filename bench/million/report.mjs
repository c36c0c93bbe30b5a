import { loadavg } from 'node:os'
import { megabytes, micros, milliseconds, number, tableOf } from '../report.mjs'
import { IMPORT } from './cases.mjs'
import { MEMBERSHIPS_EACH, organizationsOf } from './generate.mjs'

const COLUMNS = ['work', 'at once', 'per second', 'p50 ms', 'p99 ms', 'CPU µs', '× limit', 'target', '']

/** One table, as Markdown that reads as well in a terminal. */
export function renderMillion({ results, pointSelects, imported, machine, source, date, options }) {
  const { users, runs, seconds } = options
  const sizes = [users, organizationsOf(users), users * MEMBERSHIPS_EACH].map(number)
  return [
    `# Bench of a large directory, ${date}`,
    '',
    `${machine}, load average ${loadavg()[0].toFixed(1)} at the end; ${source}; ${runs} × ${seconds} s a case, medians.`,
    `${sizes[0]} users, ${sizes[1]} organizations, ${sizes[2]} memberships; Management API, embedded database, fsync on.`,
    `GATEHOUSE_PROCESSES=${options.processes}; the import is one process's, newly started.`,
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
  const { name, concurrency, leastPerSecond, mostP99, gatehouse } = result
  const ofLimit = gatehouse.perSecond / limit
  const targets = [
    ...(leastPerSecond
      ? [{ text: `≥ ${number(leastPerSecond)}/s`, isMet: gatehouse.perSecond >= leastPerSecond }]
      : []),
    ...(mostP99 ? [{ text: `p99 < ${mostP99} ms`, isMet: gatehouse.p99 < mostP99 }] : []),
  ]
  const { perSecond, p50, p99 } = gatehouse
  const figures = [number(perSecond), milliseconds(p50), milliseconds(p99), micros(gatehouse), share(ofLimit)]
  return [name, String(concurrency), ...figures, ...verdictOf(targets)]
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
    share(ofLimit),
    ...verdictOf([
      { text: `≥ ${number(IMPORT.leastPerSecond)} rows/s`, isMet: perSecond >= IMPORT.leastPerSecond },
      { text: `< ${megabytes(IMPORT.mostMemory)}`, isMet: memory < IMPORT.mostMemory },
    ]),
  ]
}

const share = (ofLimit) => ofLimit.toFixed(3)

function verdictOf(targets) {
  const verdict = targets.every(({ isMet }) => isMet) ? 'met' : 'missed'
  return [targets.map(({ text }) => text).join(', '), targets.length === 0 ? '' : verdict]
}
