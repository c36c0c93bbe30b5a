import { disposableEmailBlocklistSet } from 'disposable-email-domains-js'

/** The list, which is read when it is first needed: most environments never ask. */
const LIST: { read?: ReadonlySet<string> } = {}

/** Whether a mail domain belongs to a throw-away mail service. */
export function isDisposable(domains: readonly string[]): boolean {
  const list = (LIST.read ??= disposableEmailBlocklistSet())
  return domains.some((domain) => list.has(domain))
}
