import { z } from 'zod'
import { checkOneDirection, endpoint, success, successOf } from '#platform/http'
import { filtering } from './filtering.ts'
import { FoundUser, foundOf, UserSearch } from './schema.ts'
import { searchUsers } from './search-users.ts'
import { readApiScopes, readProperties } from './views.ts'

const searching = endpoint({
  method: 'get',
  path: '/api/v1/search/users',
  operationId: 'searchUsers',
  tag: 'Search',
  summary: 'Search users',
  description:
    'By the beginnings of words, by properties, by API scopes. The next page begins after the last user of this one.',
  scope: 'read:users',
  query: UserSearch,
  answers: [200, successOf({ results: z.array(FoundUser) })],
  errors: { 400: ['INVALID_CURSOR'], 404: ['USER_NOT_FOUND'] },
  async handle(ctx, { query }) {
    const { db } = ctx
    const { query: prefixes, properties, api_scopes: scopes, expand, page_size: limit } = query
    const users = await searchUsers(ctx, {
      prefixes,
      properties,
      scopes,
      from: placeOf(query),
      limit,
      expand: { organizations: expand.has('organizations'), identities: expand.has('identities') },
    })
    const ids = users.map(({ id }) => id)
    const values = expand.has('properties') ? await readProperties(db, ids) : undefined
    const held = scopes.length > 0 ? await readApiScopes(db, ids) : undefined
    const scopesOf = held && Map.groupBy(held, ({ userId }) => userId)
    return success({
      results: users.map((user) =>
        foundOf(user, {
          properties: values && (values.get(user.id) ?? {}),
          scopes: scopesOf && (scopesOf.get(user.id) ?? []),
        }),
      ),
    })
  },
})

function placeOf({ starting_after: after, ending_before: before }: z.output<typeof UserSearch>) {
  checkOneDirection({ starting_after: after, ending_before: before })
  if (after !== undefined) return { id: after, direction: 'after' } as const
  return before === undefined ? undefined : ({ id: before, direction: 'before' } as const)
}

export const userSearchRoutes = [searching, filtering]
