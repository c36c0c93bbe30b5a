/**
 * The edge: a request becomes a Context, an answer becomes a Response.
 *
 * The environment comes from the Host that the server was configured with and from nothing else; forwarded headers count
 * only from trusted proxies. Pages leave with a nonce policy, cookies with the `__Host-` prefix except on plain-http
 * loopback. Knows no protocol and no concept: how a Fault of an area is rendered is given by the area's routes.
 */
export { answerProgram, isForPrograms, refusalText } from './answer-plain.ts'
export { answerFailure } from './answer-failure.ts'
export { csrfToken, isCsrfTokenRight, type FormBinding } from './csrf.ts'
export { cookieNames, readCookie, setCookie, clearCookie } from './cookies.ts'
export { answerPage, pageHeaders, type Page, type PageSources } from './page.ts'
export { formOf, readForm, readFormText, type Form } from './form.ts'
export { createScope, type AppEnv, type HostResolver, type RequestContext } from './scope.ts'
export { RememberingRouter } from './remembering-router.ts'
export { isForwarded, requesterOf } from './requester.ts'
export { keepSafe } from './keep-safe.ts'
export { limitAddress } from './limit-address.ts'
export { encodingOf, pack, readIfThere, readPackedFile, type PackedFile } from './packed-file.ts'
export { isForeignPost } from './origin-check.ts'
export { endpoint, Lines, type Actor, type Endpoint, type StreamedBody } from './endpoint.ts'
export { createLoadLimit, type LoadLimit } from './endpoint-limit.ts'
export {
  answerUnknownRoute,
  byBearer,
  getBearer,
  mountEndpoints,
  parseParams,
  parseQuery,
  routeOf,
  type Call,
  type MountOptions,
} from './endpoint-mounting.ts'
export { answerError, answerJson, answerText, ErrorEnvelope, success, SuccessEnvelope, successOf } from './envelope.ts'
export { openCursor, sealCursor, type ListScope } from './cursor.ts'
export { checkOneDirection, NextToken, PAGE_SIZE_MOST, pageOf, PageSize, pageSizeUpTo } from './paging.ts'
export { expandSchema, QueryFlag, QueryMoment } from './query-fields.ts'
export { isPlainText, NOT_PLAIN } from './plain-text.ts'
export { readSortedPage, sortSchema } from './sorted-list.ts'
export { uploadedFile, type Upload } from './multipart-body.ts'
export { describeEndpoints, type DescribedEndpoint, type OpenApiDocument } from './openapi.ts'
export { checkJson, isSafeName, readJsonBody, SAFE_NAME } from './json-body.ts'
export type { HttpProblem } from './problems.ts'
