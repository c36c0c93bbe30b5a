import { setTimeout as wait } from 'node:timers/promises'
import type { Context } from '#platform/context'
import { findNewestMessage } from './kept-messages.ts'

type StreamContext = Pick<Context, 'cache' | 'db' | 'environment'>

export interface EventStreams {
  /** A stream of server-sent events: one for each time that a message came after the one with this id. */
  answer(ctx: StreamContext, after: string | undefined): Response
}

const LOOK_MS = 500
const LOOKS_UNTIL_HEARTBEAT = 30
/** Browsers connect again automatically; access is checked again then. */
const LOOKS_UNTIL_END = 1_200
const MOST_STREAMS = 50

const encoder = new TextEncoder()

/**
 * Looks into the database instead of being told by this process, because the message may be written by another one. All
 * streams of an environment share one look a second through the cache, so that many open pages cost no more than one.
 */
export function openEventStreams(isStopping: () => boolean): EventStreams {
  let open = 0
  return {
    answer(ctx, after) {
      const headers = { 'content-type': 'text/event-stream', 'cache-control': 'no-store', 'x-accel-buffering': 'no' }
      if (open >= MOST_STREAMS) return new Response(null, { status: 503, headers: { 'retry-after': '10' } })
      open += 1
      const ended = new AbortController()
      ended.signal.addEventListener('abort', () => (open -= 1), { once: true })
      const texts = listenForMessages(ctx, { after, isStopping, signal: ended.signal })
      return new Response(streamOf(texts, ended), { headers })
    },
  }
}

interface StreamListener {
  readonly after: string | undefined
  readonly isStopping: () => boolean
  readonly signal: AbortSignal
}

async function* listenForMessages(
  ctx: StreamContext,
  { after, isStopping, signal }: StreamListener,
): AsyncGenerator<string> {
  const look = () => ctx.cache.read(`${ctx.environment.id}:newest-message`, () => findNewestMessage(ctx))
  let seen = after ?? (await look())
  yield ': listening\n\n'
  for (let looks = 1; looks <= LOOKS_UNTIL_END && !isStopping(); looks += 1) {
    const newest = await look()
    if (newest !== undefined && newest !== seen) {
      seen = newest
      yield `id: ${newest}\ndata: new\n\n`
    } else if (looks % LOOKS_UNTIL_HEARTBEAT === 0) yield ': still listening\n\n'
    await wait(LOOK_MS, undefined, { signal })
  }
}

function streamOf(texts: AsyncGenerator<string>, ended: AbortController): ReadableStream<Uint8Array> {
  return new ReadableStream({
    async pull(controller) {
      try {
        const next = await texts.next()
        if (next.done !== true) return controller.enqueue(encoder.encode(next.value))
      } catch {
        // The database is away or the browser is: either way this stream is over, and the browser comes back.
      }
      ended.abort()
      controller.close()
    },
    cancel: () => ended.abort(),
  })
}
