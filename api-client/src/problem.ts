/** An answer of the API that is not a success, read from the `errors` of its body. */
export class Problem extends Error {
  override readonly name = 'Problem'
  /** The HTTP status; 0 where no answer came. */
  readonly status: number
  /** The stable code of the first error; `UNREACHABLE` where no answer came. */
  readonly code: string
  /** All errors of the answer, the first included. */
  readonly issues: readonly { readonly code: string; readonly message: string }[]

  constructor(status: number, issues: readonly { readonly code: string; readonly message: string }[]) {
    const [first = { code: 'UNKNOWN', message: `The server answered ${String(status)}.` }] = issues
    super(first.message)
    this.status = status
    this.code = first.code
    this.issues = issues
  }
}

export function unreachable(): Problem {
  return new Problem(0, [{ code: 'UNREACHABLE', message: 'The server cannot be reached.' }])
}
