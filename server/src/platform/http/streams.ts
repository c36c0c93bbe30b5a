import { InvalidInput } from '#platform/errors'
import type { StreamedBody } from './endpoint.ts'
import type { RequestContext } from './scope.ts'

/** @throws {InvalidInput} `UNSUPPORTED_CONTENT_TYPE` */
export function readUpload(c: RequestContext, mediaTypes: readonly string[] | undefined): StreamedBody {
  if (!mediaTypes) return { mediaType: '', charset: undefined, bytes: nothing() }
  const type = c.req.header('content-type') ?? ''
  const mediaType = type.split(';')[0]?.trim().toLowerCase() ?? ''
  if (!mediaTypes.includes(mediaType)) {
    throw new InvalidInput('UNSUPPORTED_CONTENT_TYPE', `The body must be ${mediaTypes.join(' or ')}.`)
  }
  allowUpload(c)
  return { mediaType, charset: charsetOf(type), bytes: c.req.raw.body ?? nothing() }
}

/** An upload may take as long as it keeps arriving. */
function allowUpload({ env }: { readonly env: Partial<RequestContext['env']> | undefined }): void {
  if (env?.bodies && env.incoming) env.bodies.allowUpload(env.incoming)
}

/** RFC 9110 section 8.3.2. */
function charsetOf(type: string): string | undefined {
  return /;\s*charset\s*=\s*"?([\w.:-]{1,40})"?/i.exec(type)?.[1]
}

async function* nothing(): AsyncGenerator<Uint8Array> {
  // There is no body.
}

/**
 * Sends lines as fast as the client reads them, and no faster. An error on the way cuts the connection: an answer that
 * ended in order would look whole.
 */
export function answerLines(
  c: RequestContext,
  { mediaType, lines }: { readonly mediaType: string; readonly lines: AsyncIterable<string> },
): Response {
  const iterator = lines[Symbol.asyncIterator]()
  const encoder = new TextEncoder()
  const body = new ReadableStream<Uint8Array>({
    async pull(controller) {
      try {
        const { done, value } = await iterator.next()
        if (done === true) controller.close()
        else controller.enqueue(encoder.encode(value))
      } catch (error) {
        c.var.ctx.log.error({ err: error, route: c.req.path }, 'an answer broke off')
        controller.error(error)
      }
    },
    async cancel() {
      await iterator.return?.()
    },
  })
  return new Response(body, {
    status: 200,
    headers: { 'content-type': mediaType, 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' },
  })
}
