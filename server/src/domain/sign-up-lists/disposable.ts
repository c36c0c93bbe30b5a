import { disposableEmailBlocklistSet } from 'disposable-email-domains-js'

let known: ReadonlySet<string> | undefined

/** Whether a mail domain belongs to a throw-away mail service. The list is read when it is first needed. */
export function isDisposable(domains: readonly string[]): boolean {
  known ??= disposableEmailBlocklistSet()
  const list = known
  return domains.some((domain) => list.has(domain))
}
