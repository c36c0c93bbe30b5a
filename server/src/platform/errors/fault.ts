import type { ProblemCode } from './problem-code.ts'

/** Where in the input a problem lies (RFC 6901 pointer), and what it is. */
export interface Issue {
  readonly pointer: string
  readonly message: string
}

/** A refusal we foresaw. `code` is API: stable, documented, never localised. The secret detail goes to `cause`. */
export abstract class Fault<Code extends string = ProblemCode> extends Error {
  abstract readonly status: number
  readonly code: Code

  constructor(code: Code, message: string, options?: ErrorOptions) {
    super(message, options)
    this.code = code
    this.name = new.target.name
  }
}

/** 400: the request is not what the operation takes. */
export class InvalidInput extends Fault {
  readonly status = 400
  readonly issues: readonly Issue[]

  constructor(code: ProblemCode, message: string, issues: readonly Issue[] = []) {
    super(code, message)
    this.issues = issues
  }
}

/** 401: who is asking is not known. */
export class Unauthenticated extends Fault {
  readonly status = 401
}

/** 403: who is asking may not. */
export class Forbidden extends Fault {
  readonly status = 403
}

/** 404: no such thing, or none that the caller may know of. */
export class NotFound extends Fault {
  readonly status = 404
}

/** 409: the present state does not allow it. */
export class Conflict extends Fault {
  readonly status = 409
}

/** 415: the body is in a form or an encoding that is not read here. */
export class UnsupportedMediaType extends Fault {
  readonly status = 415
}

/** 429: too often; try again after `retryAfterSeconds`. */
export class TooManyRequests extends Fault {
  readonly status = 429
  readonly retryAfterSeconds: number

  constructor(code: ProblemCode, message: string, retryAfterSeconds: number) {
    super(code, message)
    this.retryAfterSeconds = retryAfterSeconds
  }
}

/** The same where a page may say whose requests were too many. */
export class LimitReached extends TooManyRequests {
  readonly scope: string

  constructor(scope: string, { code, message }: { code: ProblemCode; message: string }, retryAfterSeconds: number) {
    super(code, message, retryAfterSeconds)
    this.scope = scope
  }
}

/** 503: not now; a part we depend on is away or the queue is full. */
export class Unavailable extends Fault {
  readonly status = 503
  readonly retryAfterSeconds: number

  constructor(code: ProblemCode, message: string, retryAfterSeconds = 5) {
    super(code, message)
    this.retryAfterSeconds = retryAfterSeconds
  }
}
