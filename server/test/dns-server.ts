import { createSocket } from 'node:dgram'
import { getServers, setServers } from 'node:dns'
import { afterAll } from 'vitest'

const [TXT, MX] = [16, 15]
const NO_SUCH_NAME = 3

/** The records of a DNS server: texts by name, and the host that takes the mail of a name. */
export interface Zone {
  readonly texts: Readonly<Record<string, readonly string[]>>
  readonly exchangers: Readonly<Record<string, string>>
}

/** A DNS server (RFC 1035 section 4) that this process asks until the test file ends. */
export async function startDnsServer(zone: Zone): Promise<void> {
  const socket = createSocket('udp4')
  socket.on('message', (query, { address, port }) => socket.send(answerTo(query, zone), port, address))
  await new Promise<void>((resolve) => socket.bind(0, '127.0.0.1', resolve))
  const before = getServers()
  setServers([`127.0.0.1:${String(socket.address().port)}`])
  afterAll(() => {
    setServers(before)
    socket.close()
  })
}

function answerTo(query: Buffer, zone: Zone): Buffer {
  const labels: string[] = []
  let at = 12
  for (let length = query[at] ?? 0; length > 0; length = query[at] ?? 0) {
    labels.push(query.toString('latin1', at + 1, at + 1 + length))
    at += 1 + length
  }
  const question = query.subarray(12, at + 5)
  const records = recordsOf(zone, { name: labels.join('.').toLowerCase(), type: query.readUInt16BE(at + 1) })
  const header = Buffer.from(query.subarray(0, 12))
  header.writeUInt16BE(0x8180 | (records.length === 0 ? NO_SUCH_NAME : 0), 2)
  header.writeUInt16BE(records.length, 6)
  header.fill(0, 8)
  return Buffer.concat([header, question, ...records])
}

function recordsOf({ texts, exchangers }: Zone, { name, type }: { name: string; type: number }): Buffer[] {
  if (type === TXT) return (texts[name] ?? []).map((text) => record(TXT, labelsOf(text.match(/.{1,255}/gs) ?? [])))
  const exchanger = type === MX ? exchangers[name] : undefined
  if (exchanger === undefined) return []
  return [record(MX, Buffer.concat([Buffer.from([0, 10]), labelsOf(exchanger.split('.')), Buffer.from([0])]))]
}

function labelsOf(parts: readonly string[]): Buffer {
  return Buffer.concat(parts.map((part) => Buffer.concat([Buffer.from([part.length]), Buffer.from(part, 'latin1')])))
}

/** Returns a record of the name in the question, by a pointer to it. */
function record(type: number, data: Buffer): Buffer {
  const head = Buffer.from([0xc0, 12, 0, type, 0, 1, 0, 0, 0, 0, 0, 0])
  head.writeUInt16BE(data.length, 10)
  return Buffer.concat([head, data])
}
