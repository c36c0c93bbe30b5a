import { useQueryClient } from '@tanstack/react-query'
import { useRouter } from '@tanstack/react-router'
import { useCallback } from 'react'
import { sessionQuery } from './session.ts'

/**
 * Returns a function that reads the session again, with everything on the page: for acts that change names in the frame, or
 * which environments there are.
 */
export function useRefreshSession(): () => Promise<void> {
  const queries = useQueryClient()
  const router = useRouter()
  return useCallback(async () => {
    await queries.refetchQueries({ queryKey: sessionQuery.queryKey })
    await router.invalidate()
    await queries.invalidateQueries({ predicate: ({ queryKey }) => queryKey[0] !== sessionQuery.queryKey[0] })
  }, [queries, router])
}
