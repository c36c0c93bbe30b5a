import { z } from 'zod'
import { endpoint, pageSizeUpTo, success, successOf } from '#platform/http'
import { KINDS, searchEverything } from './search-everything.ts'

const Query = z.object({
  q: z.string().trim().min(1).max(200).meta({
    description: 'A few letters: beginnings of words for people, any part of name or key for the rest; or an id.',
  }),
  page_size: pageSizeUpTo(20).meta({ description: 'Results of each kind: 1 to 20, 10 when not sent.' }),
})

const HitView = z.object({
  kind: z.enum(KINDS),
  id: z.string().meta({ description: 'Of an organization its code.' }),
  name: z.string(),
  detail: z.string().meta({ description: 'What tells it from others of the same name: an address, a key, a handle.' }),
})

const searching = endpoint({
  method: 'get',
  path: '/api/v1/search',
  operationId: 'search',
  tag: 'Search',
  summary: 'Search everything',
  description:
    'A few results of each kind that the caller may list: without `read:users`, for example, no people are found. ' +
    'There is no next page: the lists of each kind have it. Not part of the published contract: an operation of our own.',
  scope: 'read:environments',
  query: Query,
  answers: [200, successOf({ results: z.array(HitView) })],
  async handle(ctx, { query: { q: text, page_size: limit }, actor }) {
    const hits = await searchEverything(ctx, { text, limit, scopes: actor.scopes })
    return success({ results: [...hits] })
  },
})

export const searchRoutes = [searching]
