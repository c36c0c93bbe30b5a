/**
 * Errors that have a name.
 *
 * A Fault is a refusal we foresaw: it has a status, a stable code and a message for developers. Anything else that is
 * thrown is a bug, and becomes an opaque 500. A StartupProblem stops the start with one plain sentence.
 * How a Fault is rendered is decided where it surfaces (see `#platform/http` and `flows/oauth`).
 */
export {
  Conflict,
  Fault,
  Forbidden,
  InvalidInput,
  NotFound,
  LimitReached,
  TooManyRequests,
  Unauthenticated,
  Unavailable,
  UnsupportedMediaType,
  type Issue,
} from './fault.ts'
// A concept adds its codes to `ProblemCodes` of this file, which works through `export *` only.
export type * from './problem-code.ts'
export { StartupProblem } from './startup-problem.ts'
