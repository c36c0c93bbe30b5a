import { useRouter } from '@tanstack/react-router'
import { useCallback } from 'react'

/** Returns a function that goes to an address of the console; `isForced`: without asking about unsaved changes. */
export function useGo(): (href: string, options?: { readonly isForced?: boolean }) => void {
  const router = useRouter()
  return useCallback(
    (href, { isForced = false } = {}) => router.history.push(href, {}, { ignoreBlocker: isForced }),
    [router],
  )
}
