import { useParams, useSearch } from '@tanstack/react-router'

type Values = Readonly<Record<string, string | undefined>>

/** Returns a part of the address, as the route names it. */
export function useParam(name: string): string {
  const params: Values = useParams({ strict: false })
  const value = params[name]
  if (value === undefined) throw new Error(`The address has no ${name}.`)
  return value
}

/** As `useParam`; undefined where the address does not have it. */
export function useOptionalParam(name: string): string | undefined {
  const params: Values = useParams({ strict: false })
  return params[name]
}

/** Returns what stands behind the question mark of the address. */
export function useSearchText(): Values {
  return useSearch({ strict: false })
}
