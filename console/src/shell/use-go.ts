import { useRouter } from '@tanstack/react-router'
import { useCallback } from 'react'

/** Returns a function that goes to an address of the console. */
export function useGo(): (href: string) => void {
  const router = useRouter()
  return useCallback((href: string) => router.history.push(href), [router])
}
