import type { Translate } from '#platform/i18n'
import type { CredentialKind } from '#domain/identities'

/** Returns the name of the link that leads back to the first page, for people who hear the page. */
export function changeLabel(t: Translate, kind: CredentialKind): string {
  return kind === 'email' ? t('identity.change_label') : t(`method.${kind}.change`)
}
