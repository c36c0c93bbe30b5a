import { usedBy } from './cpu-time.mjs'
import { measureLimit } from './limits.mjs'
import { measureAtRate, measureThroughput } from './load/measure.mjs'

/** More than any of the servers reaches, for the first stock; later ones follow what was measured. */
const FIRST_GUESS = 2_500
const SPARE = 1.25

/**
 * All rounds of one case: the limit, then the peer, then Gatehouse, one right after the other, so that a machine that is
 * busy for a while is so for all of them. Ratios are taken within a round. At a fixed rate there is nothing to compare.
 */
export async function runCase(one, { gatehouse, peer, options }) {
  const subjects = [
    ...(peer.cases[one.key] && !one.perSecond ? [{ name: 'peer', ...peer }] : []),
    { name: 'gatehouse', ...gatehouse },
  ].map((subject) => ({ ...subject, expected: FIRST_GUESS }))
  for (const subject of subjects) await runOnce(one, subject, options.warmupSeconds)

  const rounds = []
  for (let round = 0; round < options.runs; round += 1) {
    const result = {}
    if (one.limit) result.limit = await measureLimit(one, options.limitSeconds)
    for (const subject of subjects) result[subject.name] = await runOnce(one, subject, options.seconds)
    rounds.push(result)
  }
  return summaryOf(one, rounds)
}

async function runOnce(one, subject, seconds) {
  const requests = Math.ceil(subject.expected * seconds * SPARE)
  const source = await subject.cases[one.key](one.isStocked ? { requests } : {})
  const { port, pid } = subject
  const { concurrency, perSecond } = one
  const usedBefore = usedBy(pid)
  const measured = await (perSecond
    ? measureAtRate({ port, source, concurrency, seconds, perSecond })
    : measureThroughput({ port, source, concurrency, seconds }))
  const used = usedBy(pid)
  const perRequest = (name) => ((used[name] - usedBefore[name]) * 1e6) / measured.requests
  subject.expected = measured.perSecond
  return { ...measured, serverMicros: perRequest('server'), databaseMicros: perRequest('database') }
}

function summaryOf(one, rounds) {
  const of = (read) => median(rounds.map(read))
  const figures = (name) =>
    rounds[0][name] && {
      perSecond: of((round) => round[name].perSecond),
      p50: of((round) => round[name].p50),
      p99: of((round) => round[name].p99),
      serverMicros: of((round) => round[name].serverMicros),
      databaseMicros: of((round) => round[name].databaseMicros),
    }
  return {
    ...one,
    gatehouse: figures('gatehouse'),
    peer: figures('peer'),
    ofPeer: rounds[0].peer && of((round) => round.gatehouse.perSecond / round.peer.perSecond),
    limitPerSecond: one.limit && of((round) => round.limit) * one.share,
    ofLimit: one.limit && of((round) => round.gatehouse.perSecond / (round.limit * one.share)),
  }
}

export function median(values) {
  const sorted = values.toSorted((left, right) => left - right)
  const middle = Math.floor(sorted.length / 2)
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
}
