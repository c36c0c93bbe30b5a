import type { Translate } from '#platform/i18n'
import { Address } from './notice.tsx'

/** The scopes that the catalogue has words for. */
const KNOWN: ReadonlySet<string> = new Set(['openid', 'profile', 'email', 'phone', 'address', 'offline'])

/** An API that the tokens are for, and what is asked of it. */
export interface AskedApi {
  readonly name: string
  readonly audience: string
  readonly scopes: readonly { readonly key: string; readonly description: string }[]
}

export interface ScopeListProps {
  readonly t: Translate
  readonly scopes: readonly string[]
  readonly apis: readonly AskedApi[]
}

/** Lists what an application will be able to do, in words (AS-20). */
export function ScopeList({ t, scopes, apis }: ScopeListProps) {
  if (scopes.length + apis.length === 0) return null
  return (
    <>
      <h2>{t('consent.scopes')}</h2>
      <ul class="bullets">
        {scopes.map((scope) => (
          <li>{KNOWN.has(scope) ? t(`scope.${scope}`) : <code>{scope}</code>}</li>
        ))}
        {apis.map(({ name, audience, scopes: asked }) => (
          <li>
            {t('scope.api', { api: name })} (<Address>{audience}</Address>)
            {asked.length > 0 && (
              <ul class="bullets">
                {asked.map(({ key, description }) => (
                  <li>{description === '' ? <code>{key}</code> : <bdi>{description}</bdi>}</li>
                ))}
              </ul>
            )}
          </li>
        ))}
      </ul>
    </>
  )
}
