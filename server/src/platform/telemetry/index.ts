/**
 * The structured log. Secrets never reach it: paths that may hold one are redacted, and request bodies, queries and
 * cookies are never logged at all. Control characters are escaped by JSON, so a line cannot be forged (ATO-26).
 */
import { pino, stdSerializers, stdTimeFunctions, type Logger } from 'pino'

export type { Logger } from 'pino'

const SECRET_NAMES = [
  'password',
  'code',
  'token',
  'secret',
  'client_secret',
  'refresh_token',
  'access_token',
  'id_token',
  'code_verifier',
  'cookie',
  'authorization',
]

/** SQLSTATE, a code of the operating system or of Node.js, or a stable code of our own: none of the codes that people get. */
const CAUSE = /^(?:[0-9A-Z]{5}|[A-Z][A-Z0-9_]{2,60})$/

/**
 * An error with all that caused it. Its code is called `errorCode`: every `code` is redacted, and without the code a line
 * says that something failed, and not why.
 */
function serializeError(error: unknown): unknown {
  return error instanceof Error ? withErrorCode(stdSerializers.errWithCause(error)) : error
}

function withErrorCode(serialized: object): object {
  const fields = Object.entries(serialized).map(([name, value]: [string, unknown]): [string, unknown] => {
    if (name === 'code' && typeof value === 'string' && CAUSE.test(value)) return ['errorCode', value]
    return name === 'cause' && typeof value === 'object' && value !== null
      ? [name, withErrorCode(value)]
      : [name, value]
  })
  return Object.fromEntries(fields)
}

export function createLogger(level: string): Logger {
  return pino({
    level,
    base: null,
    timestamp: stdTimeFunctions.isoTime,
    serializers: { err: serializeError },
    redact: {
      paths: SECRET_NAMES.flatMap((name) => [name, `*.${name}`, `*.*.${name}`, `*.*.*.${name}`]),
      censor: '[redacted]',
    },
  })
}
