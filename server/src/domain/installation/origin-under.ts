import { isLoopbackHost } from '#platform/config'

interface NamedEnvironment {
  readonly kind: string
  readonly code: string
  readonly hostLabel: string
}

/** The built-in origin of an environment that does not answer at the base itself. */
export function originUnder(base: string, { kind, code, hostLabel }: NamedEnvironment): string {
  const url = new URL(base)
  const label = kind === 'production' ? hostLabel : `${hostLabel}-${code}`
  url.hostname = isLoopbackHost(url.hostname) ? `${label}.localhost` : `${label}.${url.hostname}`
  return url.origin
}
