import { formatRelative, type Translate } from '#platform/i18n'
import { describeBrowser } from '#flows/signin'
import type { ListedSession } from '#domain/sessions'

/** Returns a session in words: the browser, and when and from where it was used last. */
export function describeSession(
  { t, locale, now }: { readonly t: Translate; readonly locale: string; readonly now: Date },
  { lastUserAgent, lastIp, lastActiveAt }: ListedSession,
): { readonly device: string; readonly used: string } {
  return {
    device: describeBrowser(lastUserAgent) ?? t('account.sessions.unknown'),
    used: t('account.sessions.used', { when: formatRelative(locale, lastActiveAt, now), ip: isolate(lastIp) }),
  }
}

/** Keeps the order of an address inside a right-to-left sentence. */
function isolate(text: string): string {
  return `\u2066${text}\u2069`
}
