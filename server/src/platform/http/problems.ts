/** The codes of this concept's refusals. */
export type HttpProblem =
  | 'BODY_TOO_DEEP'
  | 'BODY_TOO_LARGE'
  | 'FIELD_CANNOT_CHANGE'
  | 'INSUFFICIENT_SCOPE'
  | 'INVALID_BODY'
  | 'INVALID_CURSOR'
  | 'INVALID_PARAMETER'
  | 'INVALID_TOKEN'
  | 'MALFORMED_FORM'
  | 'MALFORMED_JSON'
  | 'METHOD_NOT_ALLOWED'
  | 'PAGE_SIZE_LIMIT_EXCEEDED'
  | 'REPEATED_PARAMETER'
  | 'ROUTE_NOT_FOUND'
  | 'TOKEN_REQUIRED'
  | 'TOO_MANY_PARAMETERS'
  | 'TOO_MANY_REQUESTS'
  | 'TOO_MANY_VALUES'
  | 'UNSAFE_NAME'
  | 'UNSTORABLE_TEXT'
  | 'UNSUPPORTED_CONTENT_ENCODING'
  | 'UNSUPPORTED_CONTENT_TYPE'

declare module '#platform/errors' {
  interface ProblemCodes {
    readonly http: HttpProblem
  }
}
