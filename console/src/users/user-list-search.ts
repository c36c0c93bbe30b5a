type Search = Readonly<Record<string, string | undefined>>

const PAGE_SIZE = 50

/** Returns the part of the address that is about which people are listed, and how. */
export function filtersOf({ state, org, role, columns }: Search): Search {
  return { state, org, role, columns }
}

/** Returns the parameters of the list that an address names. */
export function parametersOf({ q, state, org, role, sort, after }: Search) {
  return {
    page_size: PAGE_SIZE,
    expand: 'organizations,identities',
    ...(q && { query: q }),
    ...(state === 'active' && { is_suspended: false }),
    ...(state === 'suspended' && { is_suspended: true }),
    ...(state === 'never' && { is_never_signed_in: true }),
    ...(org && { org_code: org }),
    ...(role && { role_id: role }),
    ...(isSort(sort) && !q && { sort }),
    ...(after && { next_token: after }),
  } as const
}

export const SORTS = ['created_asc', 'created_desc', 'last_signed_in_desc'] as const
export type Sort = (typeof SORTS)[number]

function isSort(text: string | undefined): text is Sort {
  return SORTS.some((sort) => sort === text)
}
