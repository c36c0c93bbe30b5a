export type OutboundProblem =
  | 'NOT_A_URL'
  | 'NOT_HTTPS'
  | 'HAS_CREDENTIALS'
  | 'HOST_NOT_ALLOWED'
  | 'ADDRESS_NOT_PUBLIC'
  | 'PORT_NOT_ALLOWED'
  | 'TIMED_OUT'
  | 'UNREACHABLE'

/** A request that was not made, or got no answer. Says which of a few reasons, and nothing of what is inside our network. */
export class OutboundRefused extends Error {
  readonly problem: OutboundProblem

  constructor(problem: OutboundProblem, options?: ErrorOptions) {
    super(`the request was not made or not answered: ${problem}`, options)
    this.name = 'OutboundRefused'
    this.problem = problem
  }
}
