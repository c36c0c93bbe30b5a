import { JSONParser, TokenType } from '@streamparser/json'
import { InvalidInput } from '#platform/errors'

const HEAD_LENGTH = 4_096
/** An element is held in memory until it ends, at many times its size. No user is near this. */
const LONGEST_ELEMENT = 1024 * 1024
/** Deeper than rows may nest; the parser takes a time that grows with the square of the depth. */
const DEEPEST = 40
/** `{"users": [` is what the command line of Firebase writes; a bare list is what other tools do. */
const DOCUMENT = /^\s*(?:\{\s*"users"\s*:\s*)?\[/
/** The hash parameters of a Firebase project may stand in a line before either form. */
const CONFIG_LINE = /^\s*\{\s*"hash_config"[^\r\n]*\r?\n/

/**
 * Returns lines of JSON. One document that holds all users in a list is taken apart, however large it is.
 *
 * @throws {InvalidInput} `MALFORMED_FILE`
 */
export async function* linesOfJson(text: AsyncIterable<string>): AsyncGenerator<string> {
  const iterator = text[Symbol.asyncIterator]()
  const head = await readHead(iterator)
  const config = CONFIG_LINE.exec(head)?.[0] ?? ''
  const rest = head.slice(config.length)
  if (config !== '') yield config
  if (DOCUMENT.test(rest)) yield* elementsOf(rest, iterator)
  else {
    yield rest
    yield* remaining(iterator)
  }
}

async function readHead(iterator: AsyncIterator<string>): Promise<string> {
  let head = ''
  while (head.length < HEAD_LENGTH) {
    const next = await iterator.next()
    if (next.done === true) break
    head += next.value
  }
  return head
}

async function* remaining(iterator: AsyncIterator<string>): AsyncGenerator<string> {
  for (let next = await iterator.next(); next.done !== true; next = await iterator.next()) yield next.value
}

async function* elementsOf(start: string, rest: AsyncIterator<string>): AsyncGenerator<string> {
  let lines = ''
  // One path alone: a parser that is asked for the list too keeps all of it in memory.
  const paths = [start.trimStart().startsWith('{') ? '$.users.*' : '$.*']
  const parser = new JSONParser({ paths, keepStack: false })
  let unfinished = 0
  parser.onValue = ({ value }) => {
    unfinished = 0
    lines += `${JSON.stringify(value)}\n`
  }
  parser.onToken = depthGuard()
  const write = (piece: string): string => {
    unfinished += piece.length
    try {
      parser.write(piece)
    } catch (error) {
      throw error instanceof InvalidInput ? error : malformed(error)
    }
    if (unfinished > LONGEST_ELEMENT)
      throw new InvalidInput('MALFORMED_FILE', 'A user in the list is longer than 1 MiB.')
    const taken = lines
    lines = ''
    return taken
  }
  yield write(start)
  for await (const piece of remaining(rest)) yield write(piece)
  if (!parser.isEnded) throw malformed(undefined)
}

/** Refuses a document that nests deeper than any row may, before the parser follows it down. */
function depthGuard() {
  let depth = 0
  return ({ token }: { readonly token: TokenType }) => {
    if (token === TokenType.LEFT_BRACE || token === TokenType.LEFT_BRACKET) depth += 1
    if (token === TokenType.RIGHT_BRACE || token === TokenType.RIGHT_BRACKET) depth -= 1
    if (depth > DEEPEST) throw new InvalidInput('MALFORMED_FILE', `The document nests deeper than ${String(DEEPEST)}.`)
  }
}

function malformed(cause: unknown): InvalidInput {
  const error = new InvalidInput(
    'MALFORMED_FILE',
    'The file begins like one JSON document and is none: it may be cut off.',
  )
  error.cause = cause
  return error
}
