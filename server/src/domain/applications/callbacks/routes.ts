import { z } from 'zod'
import { endpoint, success, SuccessEnvelope, successOf } from '#platform/http'
import { apiAuthor } from '#platform/outbox'
import { noSuchApplication } from '../application.ts'
import { ApplicationId } from '../schema.ts'
import { removeAllowedUrls } from './remove-allowed-urls.ts'
import { replaceAllowedUrls } from './replace-allowed-urls.ts'
import { addAllowedUrls } from './add-allowed-urls.ts'
import { findAllowedUrls, type UrlList } from './queries.ts'
import { URL_CODES } from './url-codes.ts'

const Params = z.object({ app_id: ApplicationId })
const Urls = z
  .array(z.string())
  .max(1_000)
  .meta({
    description:
      'Allowed URLs, compared byte for byte. The leftmost label of a host may have one `*`, for development, or be ' +
      '`{organization.handle}`.',
  })
const UrlsBody = z.object({ urls: Urls })
const UrlsQuery = z.object({
  urls: z.string().min(1).meta({ description: 'URLs to remove, separated by commas and URL-encoded.' }),
})

const NOT_FOUND = { 404: ['APPLICATION_NOT_FOUND'] } as const
const URL_ERRORS = { ...NOT_FOUND, 400: URL_CODES }

interface ListDescription {
  readonly list: UrlList
  readonly segment: 'auth_redirect_urls' | 'auth_logout_urls'
  /** The published contract spells the scopes of the two lists differently. */
  readonly noun: 'applications_redirect_uris' | 'application_logout_uris'
  readonly words: string
  readonly operations: Readonly<Record<'get' | 'post' | 'put' | 'delete', string>>
}

const CALLBACKS: ListDescription = {
  list: 'redirect_uris',
  segment: 'auth_redirect_urls',
  noun: 'applications_redirect_uris',
  words: 'callback URLs',
  operations: {
    get: 'getCallbackURLs',
    post: 'addRedirectCallbackURLs',
    put: 'replaceRedirectCallbackURLs',
    delete: 'deleteCallbackURLs',
  },
}

const LOGOUTS: ListDescription = {
  list: 'logout_uris',
  segment: 'auth_logout_urls',
  noun: 'application_logout_uris',
  words: 'logout URLs',
  operations: {
    get: 'getLogoutURLs',
    post: 'addLogoutRedirectURLs',
    put: 'replaceLogoutRedirectURLs',
    delete: 'deleteLogoutURLs',
  },
}

interface Shown<A extends z.ZodType> {
  readonly answer: A
  readonly show: (urls: readonly string[]) => z.input<A>
}

const shownCallbacks = {
  answer: z.object({ redirect_urls: Urls }),
  show: (urls: readonly string[]) => ({ redirect_urls: [...urls] }),
}

const shownLogouts = {
  answer: successOf({ logout_urls: Urls }),
  show: (urls: readonly string[]) => success({ logout_urls: [...urls] }),
}

export const callbackRoutes = [
  getUrls(CALLBACKS, shownCallbacks),
  getUrls(LOGOUTS, shownLogouts),
  ...[CALLBACKS, LOGOUTS].flatMap((one) => [addUrls(one), replaceUrls(one), deleteUrls(one)]),
]

function getUrls<A extends z.ZodType>(
  { list, segment, noun, words, operations }: ListDescription,
  { answer, show }: Shown<A>,
) {
  return endpoint({
    method: 'get',
    path: `/api/v1/applications/{app_id}/${segment}`,
    operationId: operations.get,
    tag: 'Callbacks',
    summary: `List ${words}`,
    scope: `read:${noun}`,
    params: Params,
    answers: [200, answer],
    errors: NOT_FOUND,
    async handle({ db }, { params }) {
      const urls = await findAllowedUrls(db, { applicationId: params.app_id, list })
      if (!urls) throw noSuchApplication()
      return show(urls)
    },
  })
}

function addUrls({ list, segment, noun, words, operations }: ListDescription) {
  return endpoint({
    method: 'post',
    path: `/api/v1/applications/{app_id}/${segment}`,
    operationId: operations.post,
    tag: 'Callbacks',
    summary: `Add ${words}`,
    scope: `create:${noun}`,
    params: Params,
    body: UrlsBody,
    answers: [200, SuccessEnvelope],
    errors: URL_ERRORS,
    async handle(ctx, { params, body, actor }) {
      await addAllowedUrls(ctx, { applicationId: params.app_id, list, author: apiAuthor(actor) }, body.urls)
      return success()
    },
  })
}

function replaceUrls({ list, segment, noun, words, operations }: ListDescription) {
  return endpoint({
    method: 'put',
    path: `/api/v1/applications/{app_id}/${segment}`,
    operationId: operations.put,
    tag: 'Callbacks',
    summary: `Replace all ${words}`,
    scope: `update:${noun}`,
    params: Params,
    body: UrlsBody,
    answers: [200, SuccessEnvelope],
    errors: URL_ERRORS,
    async handle(ctx, { params, body, actor }) {
      await replaceAllowedUrls(ctx, { applicationId: params.app_id, list, author: apiAuthor(actor) }, body.urls)
      return success()
    },
  })
}

function deleteUrls({ list, segment, noun, words, operations }: ListDescription) {
  return endpoint({
    method: 'delete',
    path: `/api/v1/applications/{app_id}/${segment}`,
    operationId: operations.delete,
    tag: 'Callbacks',
    summary: `Delete ${words}`,
    scope: `delete:${noun}`,
    params: Params,
    query: UrlsQuery,
    answers: [200, SuccessEnvelope],
    errors: NOT_FOUND,
    async handle(ctx, { params, query, actor }) {
      await removeAllowedUrls(
        ctx,
        { applicationId: params.app_id, list, author: apiAuthor(actor) },
        decodedOnceMore(query.urls),
      )
      return success()
    },
  })
}

/** Callers that encode each URL before they put the list into the query encode twice. */
function decodedOnceMore(urls: string): string {
  if (urls.includes('://') || !/%3a/i.test(urls)) return urls
  try {
    return decodeURIComponent(urls)
  } catch {
    // Not encoded after all: it is taken as it is, and matches nothing.
    return urls
  }
}
