import type { Translate } from '#platform/i18n'
import { Address } from './notice.tsx'

/** Scopes that we have words for; others by their own names. */
const KNOWN: ReadonlySet<string> = new Set(['openid', 'profile', 'email', 'phone', 'offline'])

export interface ScopeListProps {
  readonly t: Translate
  readonly scopes: readonly string[]
  /** APIs that the tokens are for. */
  readonly audiences: readonly string[]
}

/** What an application will be able to do, in words. */
export function ScopeList({ t, scopes, audiences }: ScopeListProps) {
  if (scopes.length + audiences.length === 0) return null
  return (
    <>
      <h2>{t('consent.scopes')}</h2>
      <ul class="bullets">
        {scopes.map((scope) => (
          <li>{KNOWN.has(scope) ? t(`scope.${scope}`) : <code>{scope}</code>}</li>
        ))}
        {audiences.map((audience) => (
          <li>
            {t('scope.api')} <Address>{audience}</Address>
          </li>
        ))}
      </ul>
    </>
  )
}
