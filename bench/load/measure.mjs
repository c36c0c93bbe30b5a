import { openConnection } from './connection.mjs'
import { latencies } from './latencies.mjs'

/**
 * A source of requests: what a case sends and how it checks the answers. `next` returns undefined when its stock is
 * used up: the run ends there, and is measured over the time it took. `check` returns the problem of an answer, or
 * undefined.
 *
 * @typedef {{ next: () => { bytes: Buffer } | undefined, check: (answer: object, request: object) => string | undefined }} Source
 */

/** As fast as the server answers, `concurrency` requests at a time. A wrong answer fails the run. */
export async function measureThroughput({ port, source, concurrency, seconds }) {
  const connections = await openAll(port, concurrency)
  const times = latencies()
  const started = performance.now()
  const until = started + seconds * 1000
  async function drive(connection) {
    for (let now = performance.now(); now < until;) {
      const request = source.next()
      if (!request) return
      const answer = await connection.send(request.bytes)
      const ended = performance.now()
      times.add(ended - now)
      now = ended
      refuseWrong(source.check(answer, request), answer)
    }
  }
  try {
    await Promise.all(connections.map(drive))
  } finally {
    for (const connection of connections) connection.close()
  }
  return times.summary((performance.now() - started) / 1000)
}

/**
 * At a fixed rate, whether or not the server keeps up. A latency counts from when the request was due, not from when a
 * connection was free for it, so that a stall is seen by everybody who would have waited in it.
 */
export async function measureAtRate({ port, source, concurrency, seconds, perSecond }) {
  const idle = await openAll(port, concurrency)
  const all = [...idle]
  const due = []
  const times = latencies()
  const started = performance.now()
  const total = seconds * perSecond
  let sent = 0
  async function serve(connection, dueAt) {
    const request = source.next()
    const answer = await connection.send(request.bytes)
    times.add(performance.now() - dueAt)
    refuseWrong(source.check(answer, request), answer)
    idle.push(connection)
  }
  try {
    await new Promise((resolve, reject) => {
      const timer = setInterval(() => {
        const now = performance.now()
        for (; sent < total && started + (sent * 1000) / perSecond <= now; sent += 1)
          due.push(started + (sent * 1000) / perSecond)
        while (due.length > 0 && idle.length > 0) serve(idle.pop(), due.shift()).catch(reject)
        if (times.count() < total) return
        clearInterval(timer)
        resolve()
      }, 1)
    })
  } finally {
    for (const connection of all) connection.close()
  }
  return times.summary((performance.now() - started) / 1000)
}

function refuseWrong(problem, { status, body }) {
  if (problem !== undefined) throw new Error(`wrong answer: ${problem} (${status}: ${body.subarray(0, 300)})`)
}

function openAll(port, count) {
  return Promise.all(Array.from({ length: count }, () => openConnection(port)))
}
