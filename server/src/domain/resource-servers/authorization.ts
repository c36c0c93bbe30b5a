import type { TokenTyp } from './resource-server.ts'

/** That an application may ask for an API, and for which of its scopes. */
export interface Authorization {
  readonly audience: string
  readonly since: Date
  readonly tokenTyp: TokenTyp
  readonly granted: readonly string[]
  /** Scopes of this API that the application may not ask for. */
  readonly withheld: readonly string[]
  /** Scopes were selected for it: for users too it may ask for those alone. */
  readonly isLimited: boolean
}
