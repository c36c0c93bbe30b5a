import { Fault } from '#platform/errors'
import type { Call, Endpoint, RequestContext, StreamedBody } from '#platform/http'

type StateReader = (c: RequestContext, call: Call) => Promise<unknown>

const CHANGES: readonly string[] = ['put', 'patch', 'delete']
const NO_UPLOAD: StreamedBody = { mediaType: '', charset: undefined, bytes: (async function* () {})() }

/**
 * Returns a function that reads the thing that an operation changes, through the operation that reads it: the one with the
 * same path, or the nearest above it that reads one thing. Undefined where there is none. Another request may change the
 * thing at the same moment, so the difference of two states may hold its change too.
 */
export function stateReader(endpoints: readonly Endpoint[]): StateReader {
  const reads = new Map(endpoints.filter(isReading).map((one) => [one.path, one]))
  const known = new Map<string, Endpoint | undefined>()
  return async (c, { endpoint: { method, path }, actor }) => {
    if (!CHANGES.includes(method)) return undefined
    if (!known.has(path)) known.set(path, findReading(reads, path))
    const reading = known.get(path)
    return reading && readThrough(c, reading, actor)
  }
}

/** A list is read in pages, of which the first says little about a change. */
function isReading({ method, download, query }: Endpoint): boolean {
  return method === 'get' && download === undefined && !('page_size' in (query?.shape ?? {}))
}

function findReading(reads: ReadonlyMap<string, Endpoint>, path: string): Endpoint | undefined {
  const same = reads.get(path)
  if (same) return same
  const parts = path.split('/')
  const above = parts.map((_part, at) => parts.slice(0, parts.length - 1 - at).join('/'))
  return above.filter((one) => one.endsWith('}')).flatMap((one) => reads.get(one) ?? [])[0]
}

async function readThrough(c: RequestContext, reading: Endpoint, actor: Call['actor']): Promise<unknown> {
  const params = reading.params?.safeParse(c.req.param()) ?? { success: true, data: {} }
  const query = reading.query?.safeParse(Object.fromEntries(new URL(c.req.url).searchParams)) ?? params
  if (!params.success || !query.success) return undefined
  try {
    const request = { params: params.data, query: query.data, body: undefined, actor, upload: NO_UPLOAD }
    const { code: _code, message: _message, ...state } = Object(await reading.handle(c.var.ctx, request))
    return state
  } catch (error) {
    if (error instanceof Fault) return undefined
    throw error
  }
}
