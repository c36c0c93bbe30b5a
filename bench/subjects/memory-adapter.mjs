const GRANTABLE = new Set(['AccessToken', 'AuthorizationCode', 'RefreshToken'])

/**
 * In-memory storage for `oidc-provider`. Its own keeps the last thousand entries, fewer than a run needs codes, and walks
 * all tokens of a grant each time one is added, which would slow the peer down as a chain of refreshes grows.
 */
export function memoryAdapter() {
  const entries = new Map()
  const grants = new Map()
  return (model) => {
    const keyOf = (id) => `${model}:${id}`
    return {
      async upsert(id, payload) {
        entries.set(keyOf(id), payload)
        if (!GRANTABLE.has(model) || !payload.grantId) return
        const members = grants.get(payload.grantId)
        if (members) members.add(keyOf(id))
        else grants.set(payload.grantId, new Set([keyOf(id)]))
      },
      find: async (id) => entries.get(keyOf(id)),
      findByUid: async () => undefined,
      findByUserCode: async () => undefined,
      async consume(id) {
        entries.get(keyOf(id)).consumed = Math.floor(Date.now() / 1000)
      },
      destroy: async (id) => void entries.delete(keyOf(id)),
      async revokeByGrantId(grantId) {
        for (const key of grants.get(grantId) ?? []) entries.delete(key)
        grants.delete(grantId)
      },
    }
  }
}
