import type { ProblemCode } from '#platform/errors'
import type { Endpoint } from './endpoint.ts'

/** Codes that an operation may answer with besides its own. */
const CODES_OF_ALL = {
  400: [
    'INVALID_PARAMETER',
    'INVALID_BODY',
    'REPEATED_PARAMETER',
    'UNSUPPORTED_CONTENT_TYPE',
    'MALFORMED_JSON',
    'MALFORMED_FORM',
    'BODY_TOO_LARGE',
    'BODY_TOO_DEEP',
    'TOO_MANY_VALUES',
    'UNSAFE_NAME',
    'UNSTORABLE_TEXT',
  ],
  401: ['TOKEN_REQUIRED', 'INVALID_TOKEN'],
  403: ['INSUFFICIENT_SCOPE'],
  404: [],
  409: [],
  415: ['UNSUPPORTED_CONTENT_ENCODING'],
  429: ['TOO_MANY_REQUESTS'],
} as const satisfies Readonly<Record<number, readonly ProblemCode[]>>

export type RefusalStatus = keyof typeof CODES_OF_ALL

export const REFUSAL_STATUSES = [400, 401, 403, 404, 409, 415, 429] as const satisfies readonly RefusalStatus[]

type RefusingEndpoint = Pick<Endpoint, 'errors' | 'query' | 'fixed'>

/** Returns every code that the operation may answer with at this status, its own first. */
export function refusalCodes(
  { errors, query, fixed }: RefusingEndpoint,
  status: RefusalStatus,
): readonly ProblemCode[] {
  const own = status === 401 || status === 415 ? [] : (errors?.[status] ?? [])
  const ofShape: readonly ProblemCode[] =
    status === 400 ? [...pagingCodes(query), ...(fixed ? (['FIELD_CANNOT_CHANGE'] as const) : [])] : []
  return [...own, ...ofShape, ...CODES_OF_ALL[status]]
}

/** Returns the codes that every paged list may answer with. */
function pagingCodes(query: RefusingEndpoint['query']): ProblemCode[] {
  const { shape = {} } = query ?? {}
  const codes: ProblemCode[] = 'page_size' in shape ? ['PAGE_SIZE_LIMIT_EXCEEDED'] : []
  return 'starting_after' in shape && 'ending_before' in shape ? [...codes, 'TOO_MANY_PARAMETERS'] : codes
}
