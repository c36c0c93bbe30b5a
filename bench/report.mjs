import { AT_REST } from './cases/cases.mjs'

/** The columns of every case. */
export const FIGURES = ['work', 'at once', 'per second', 'p50 ms', 'p99 ms', 'CPU µs']

const COLUMNS = [
  ...FIGURES,
  'peer per second',
  'peer p50',
  'peer p99',
  'peer CPU µs',
  '× peer',
  'machine limit',
  '× limit',
  'target',
  '',
]

/** One table, as Markdown that reads as well in a terminal. */
export function render({ atRest, results, limits, machine, source, date, options }) {
  const pace = `${options.runs} × ${options.seconds} s a case`
  const rows = [...atRestRows(atRest), ...results.map(caseRow)]
  return [
    `# Bench, ${date}`,
    '',
    `${machine}; ${source}; ${pace}, medians. Server, database (embedded, fsync on), peer and load on this machine.`,
    `At rest and at its start the server is one process, as by default; driven, GATEHOUSE_PROCESSES=${options.processes}.`,
    `Peer: oidc-provider ${limits.peerVersion}, in memory. Limits: RSA-2048 ${number(limits.rsa)} signatures a second, ` +
      `argon2id (19 MiB, t = 2) ${number(limits.argon2id)} hashes a second, all cores.`,
    '',
    ...tableOf([COLUMNS, ...rows]),
    '',
  ].join('\n')
}

function atRestRows({ firstStartMs, laterStartMs, server, database, visit }) {
  const row = (work, value, target, verdict) => [
    work,
    '',
    value,
    ...Array(COLUMNS.length - 5).fill(''),
    target,
    verdict,
  ]
  const held = (value, { most }) => (value === undefined ? '' : value < most ? 'met' : 'missed')
  return [
    row('start to ready, first', seconds(firstStartMs), '', ''),
    row(
      'start to ready, later',
      seconds(laterStartMs),
      `< ${seconds(AT_REST.laterStart.most)}`,
      held(laterStartMs, AT_REST.laterStart),
    ),
    row(
      'idle memory of the server, RSS (PSS)',
      memory(server),
      `< ${megabytes(AT_REST.serverMemory.most)}`,
      held(server?.rss, AT_REST.serverMemory),
    ),
    row(
      'idle memory of the database, PSS (RSS)',
      memory(database && { ...database, rss: database.pss, pss: database.rss }),
      `< ${megabytes(AT_REST.databaseMemory.most)}`,
      held(database?.pss, AT_REST.databaseMemory),
    ),
    row(
      'sign-in page, first visit',
      `${(visit.bytes / 1000).toFixed(1)} kB in ${visit.requests}`,
      `< ${AT_REST.firstVisit.most / 1000} kB`,
      held(visit.bytes, AT_REST.firstVisit),
    ),
  ]
}

function caseRow(result) {
  const { gatehouse, peer } = result
  const targets = targetsOf(result)
  return [
    result.name,
    String(result.concurrency),
    number(gatehouse.perSecond),
    milliseconds(gatehouse.p50),
    milliseconds(gatehouse.p99),
    micros(gatehouse),
    peer ? number(peer.perSecond) : '',
    peer ? milliseconds(peer.p50) : '',
    peer ? milliseconds(peer.p99) : '',
    peer ? micros(peer) : '',
    result.ofPeer ? result.ofPeer.toFixed(2) : '',
    result.limitPerSecond ? number(result.limitPerSecond) : '',
    result.ofLimit ? result.ofLimit.toFixed(2) : '',
    targets.map(({ text }) => text).join(', '),
    targets.length === 0 ? '' : targets.every(({ isMet }) => isMet) ? 'met' : 'missed',
  ]
}

function targetsOf({ leastOfPeer, leastOfLimit, mostP99, ofPeer, ofLimit, gatehouse }) {
  return [
    ...(leastOfPeer ? [{ text: `≥ ${leastOfPeer} × peer`, isMet: ofPeer >= leastOfPeer }] : []),
    ...(leastOfLimit ? [{ text: `≥ ${leastOfLimit} × limit`, isMet: ofLimit >= leastOfLimit }] : []),
    ...(mostP99 ? [{ text: `p99 < ${mostP99} ms`, isMet: gatehouse.p99 < mostP99 }] : []),
  ]
}

export function tableOf([head, ...rows]) {
  const widths = head.map((_, column) => Math.max(...[head, ...rows].map((row) => row[column].length), 3))
  const isNumeric = (column) => column > 0 && column < head.length - 2
  const cells = (row) => row.map((cell, at) => (isNumeric(at) ? cell.padStart(widths[at]) : cell.padEnd(widths[at])))
  const line = (row) => `| ${cells(row).join(' | ')} |`
  const rule = widths.map((width, at) => (isNumeric(at) ? `${'-'.repeat(width - 1)}:` : '-'.repeat(width)))
  return [line(head), `| ${rule.join(' | ')} |`, ...rows.map(line)]
}

/** Processor time of the server and, where there is one, of the database, for one request. */
export function micros({ serverMicros, databaseMicros }) {
  if (Number.isNaN(serverMicros)) return ''
  return Number.isNaN(databaseMicros) ? number(serverMicros) : `${number(serverMicros)} + ${number(databaseMicros)}`
}

export const number = (value) => Math.round(value).toLocaleString('en')
export const milliseconds = (value) => value.toFixed(value < 10 ? 2 : 1)
const seconds = (value) => `${(value / 1000).toFixed(2)} s`
export const megabytes = (value) => `${Math.round(value / 1e6)} MB`
const memory = (size) => (size ? `${megabytes(size.rss)} (${megabytes(size.pss)})` : 'unknown')
