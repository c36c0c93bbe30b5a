/**
 * The structured log. Secrets never reach it: paths that may hold one are redacted, and request bodies, queries and
 * cookies are never logged at all. Control characters are escaped by JSON, so a line cannot be forged (ATO-26).
 */
import { pino, stdTimeFunctions, type Logger } from 'pino'

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

export function createLogger(level: string): Logger {
  return pino({
    level,
    base: null,
    timestamp: stdTimeFunctions.isoTime,
    redact: { paths: SECRET_NAMES.flatMap((name) => [name, `*.${name}`, `*.*.${name}`]), censor: '[redacted]' },
  })
}
