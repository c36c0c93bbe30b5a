import type { Context as HonoContext } from 'hono'
import { InvalidInput } from '#platform/errors'

export interface Form {
  /** Values by name; an empty value counts as absent (RFC 6749 section 3.1). */
  readonly fields: ReadonlyMap<string, string>
  /** Every value of a name, in order: `audience` may be repeated. */
  all(name: string): readonly string[]
  /** Names that were sent more than once. */
  readonly repeated: readonly string[]
}

const SIZE_LIMIT = 64 * 1024

/**
 * An `application/x-www-form-urlencoded` body. Read as text and parsed by URLSearchParams: Hono's own `parseBody` is
 * four times slower.
 *
 * @throws {InvalidInput} `UNSUPPORTED_CONTENT_TYPE`, `BODY_TOO_LARGE`
 */
export async function readForm(c: HonoContext): Promise<Form> {
  return formOf(new URLSearchParams(await readFormText(c)))
}

/** The body as it was sent, for what is parsed later. */
export async function readFormText(c: HonoContext): Promise<string> {
  const type = c.req.header('content-type')?.split(';')[0]?.trim().toLowerCase()
  if (type !== 'application/x-www-form-urlencoded') {
    throw new InvalidInput('UNSUPPORTED_CONTENT_TYPE', 'The body must be application/x-www-form-urlencoded.')
  }
  const length = c.req.header('content-length')
  if (Number(length ?? 0) > SIZE_LIMIT) throw tooLarge()
  // Without an announced length the body is counted while it arrives, so that one without end is not kept (ATO-40).
  const text = length === undefined ? await readCounted(c) : await c.req.text()
  if (text.length > SIZE_LIMIT) throw tooLarge()
  return text
}

async function readCounted(c: HonoContext): Promise<string> {
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of c.req.raw.body ?? []) {
    size += chunk.length
    if (size > SIZE_LIMIT) throw tooLarge()
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString('utf8')
}

export function formOf(parameters: URLSearchParams): Form {
  const fields = new Map<string, string>()
  const repeated = new Set<string>()
  const seen = new Set<string>()
  for (const [name, value] of parameters) {
    if (seen.has(name)) repeated.add(name)
    seen.add(name)
    if (value !== '' && !fields.has(name)) fields.set(name, value)
  }
  return { fields, repeated: [...repeated], all: (name) => parameters.getAll(name).filter((value) => value !== '') }
}

function tooLarge(): InvalidInput {
  return new InvalidInput('BODY_TOO_LARGE', 'The body is larger than 64 KiB.')
}
