/** The codes of this concept's refusals. */
export type ApiProblem =
  | 'API_NOT_FOUND'
  | 'API_SCOPE_NOT_FOUND'
  | 'APPLICATION_NOT_AUTHORIZED'
  | 'APPLICATION_SCOPE_NOT_FOUND'
  | 'AUDIENCE_RESERVED'
  | 'AUDIENCE_TAKEN'
  | 'SCOPE_KEY_RESERVED'
  | 'SCOPE_KEY_TAKEN'
  | 'SYSTEM_API'

declare module '#platform/errors' {
  interface ProblemCodes {
    readonly resourceServers: ApiProblem
  }
}
