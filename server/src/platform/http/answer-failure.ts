import type { ErrorHandler } from 'hono'
import { isUnavailable } from '#platform/db'
import type { Logger } from '#platform/telemetry'
import { answerPlain } from './answer-plain.ts'
import type { AppEnv } from './scope.ts'

/**
 * Answers what no route has answered for: the database away while a host is looked up, or a bug. Without it the framework
 * prints the error past the log and its redaction (ATO-26), and says 500 where a client should try again.
 */
export function answerFailure(log: Logger): ErrorHandler<AppEnv> {
  return (error, c) => {
    c.header('cache-control', 'no-store')
    if (!isUnavailable(error)) {
      log.error({ err: error }, 'a request failed')
      return answerPlain(c, { status: 500, code: 'INTERNAL_ERROR', message: 'Something went wrong.' })
    }
    log.warn({ err: error }, 'the database did not answer')
    c.header('retry-after', '2')
    return answerPlain(c, { status: 503, code: 'UNAVAILABLE', message: 'The service is not available right now.' })
  }
}
