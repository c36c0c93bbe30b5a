import { InvalidInput } from '#platform/errors'
import type { RequestContext } from './scope.ts'

const SIZE_LIMIT = 1024 * 1024
const DEPTH_LIMIT = 32
/** A list with more entries than any operation takes would get an answer with a problem for each of them. */
const VALUE_LIMIT = 50_000

/** Names that are not data: assigned to an object they change its prototype (prototype pollution, ATO-40). */
const UNSAFE_NAMES: ReadonlySet<string> = new Set(['__proto__', 'constructor', 'prototype'])

/**
 * Returns the JSON body (RFC 8259), or undefined when none was sent. The result can be stored: it has no unsafe names,
 * no NUL and no lone surrogates, which PostgreSQL refuses.
 *
 * @throws {InvalidInput} `UNSUPPORTED_CONTENT_TYPE`, `BODY_TOO_LARGE`, `MALFORMED_JSON`, `BODY_TOO_DEEP`,
 * `TOO_MANY_VALUES`, `UNSAFE_NAME`, `UNSTORABLE_TEXT`
 */
export async function readJsonBody(c: RequestContext): Promise<unknown> {
  const bytes = await readBytes(c)
  if (bytes.length === 0) return undefined
  const type = c.req.header('content-type')?.split(';')[0]?.trim().toLowerCase()
  if (type !== 'application/json') {
    throw new InvalidInput('UNSUPPORTED_CONTENT_TYPE', 'The body must be application/json.')
  }
  const value = parse(bytes)
  checkJson(value)
  return value
}

/** @throws {InvalidInput} `UNSTORABLE_TEXT` */
export function checkText(text: string): void {
  if (text.includes('\0') || !text.isWellFormed()) {
    throw new InvalidInput('UNSTORABLE_TEXT', 'Text must not contain U+0000 or lone surrogates.')
  }
}

/**
 * Returns whether a key from clients may become the name of a member: in tokens, in answers, and in objects that code
 * builds of them.
 */
export function isSafeName(name: string): boolean {
  return !UNSAFE_NAMES.has(name)
}

/** The message for a refused key. */
export const SAFE_NAME = `must not be ${[...UNSAFE_NAMES].join(', ')}`

/** @throws {InvalidInput} `UNSAFE_NAME` */
export function checkName(name: string): void {
  if (!isSafeName(name)) throw new InvalidInput('UNSAFE_NAME', `A field must not be named "${name}".`)
}

/** @throws {InvalidInput} `BODY_TOO_LARGE` */
export async function readBytes(c: RequestContext): Promise<Uint8Array> {
  const length = c.req.header('content-length')
  if (Number(length ?? 0) > SIZE_LIMIT) throw tooLarge()
  // Node holds a sender to the announced length; without one the bytes are counted as they arrive.
  if (length !== undefined) return limited(new Uint8Array(await c.req.arrayBuffer()))
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of c.req.raw.body ?? []) {
    size += chunk.length
    if (size > SIZE_LIMIT) throw tooLarge()
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}

function limited(bytes: Uint8Array): Uint8Array {
  if (bytes.length > SIZE_LIMIT) throw tooLarge()
  return bytes
}

function parse(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
  } catch (error) {
    // SyntaxError is not JSON, TypeError not UTF-8, RangeError a nesting that exhausts the stack.
    throw new InvalidInput(
      'MALFORMED_JSON',
      `The body is not JSON in UTF-8${error instanceof RangeError ? ': too deep' : ''}.`,
    )
  }
}

/**
 * Checks that a parsed value can be stored and has no unsafe names.
 * @throws as `readJsonBody`
 */
export function checkJson(value: unknown): void {
  checkValue(value, { depth: 1, count: { values: 0 } })
}

interface Place {
  readonly depth: number
  /** Shared by the whole body. */
  readonly count: { values: number }
}

function checkValue(value: unknown, { depth, count }: Place): void {
  count.values += 1
  if (count.values > VALUE_LIMIT) {
    throw new InvalidInput('TOO_MANY_VALUES', `The body holds more than ${String(VALUE_LIMIT)} values.`)
  }
  if (typeof value === 'string') checkText(value)
  if (typeof value !== 'object' || value === null) return
  if (depth > DEPTH_LIMIT) throw new InvalidInput('BODY_TOO_DEEP', `The body nests deeper than ${String(DEPTH_LIMIT)}.`)
  for (const [name, inner] of Object.entries(value)) {
    checkName(name)
    checkText(name)
    checkValue(inner, { depth: depth + 1, count })
  }
}

function tooLarge(): InvalidInput {
  return new InvalidInput('BODY_TOO_LARGE', 'The body is larger than 1 MiB.')
}
