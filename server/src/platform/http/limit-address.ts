import type { MiddlewareHandler } from 'hono'
import { answerPlain, answerProgram, isForPrograms } from './answer-plain.ts'

/** Longer than any browser SDK's request, shorter than what proxies pass on. */
const LONGEST_ADDRESS = 8_192

/** P1-7: an address that is too long is answered with 414 (RFC 9110 section 15.5.15). */
export const limitAddress: MiddlewareHandler = async (c, next) => {
  if (c.req.url.length > LONGEST_ADDRESS) {
    const refusal = { status: 414, code: 'ADDRESS_TOO_LONG', message: 'The address is too long.' } as const
    return isForPrograms(c) ? answerProgram(c, refusal) : answerPlain(c, refusal)
  }
  return next()
}
