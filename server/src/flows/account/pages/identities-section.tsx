import type { Translate } from '#platform/i18n'
import { Address } from '#flows/pages'
import { identityIdOf, isConfirmed, type Identity } from '#domain/identities'
import type { Overview } from '../read-overview.ts'
import { Entry, Section } from './section.tsx'

interface Props {
  readonly t: Translate
  readonly overview: Overview
}

/** The addresses, numbers and names by which the person signs in. */
export function IdentitiesSection({ t, overview: { identities, isManaged, canAddPhone } }: Props) {
  return (
    <Section
      heading={t('account.identities.heading')}
      act={!isManaged && <Additions {...{ t, identities, canAddPhone }} />}
    >
      {identities.map((identity) => (
        <Entry
          text={<Address>{identity.typed}</Address>}
          tags={tagsOf(t, identity)}
          help={t(`account.identities.kind.${identity.kind}`)}
        >
          {!isManaged && <Acts {...{ t, identity }} />}
        </Entry>
      ))}
    </Section>
  )
}

function Additions({ t, identities, canAddPhone }: Pick<Props, 't'> & Pick<Overview, 'identities' | 'canAddPhone'>) {
  return (
    <>
      <a href="/account/email">{t('account.identities.add_email')}</a>
      {canAddPhone && <a href="/account/phone">{t('account.identities.add_phone')}</a>}
      {!identities.some(({ kind }) => kind === 'username') && (
        <a href="/account/username">{t('account.identities.add_username')}</a>
      )}
    </>
  )
}

function tagsOf(t: Translate, identity: Identity): string[] {
  const isMain = identity.isPrimary && identity.kind !== 'username'
  return [
    ...(isMain ? [t('account.identities.main')] : []),
    ...(isConfirmed(identity) ? [] : [t('account.identities.unverified')]),
  ]
}

function Acts({ t, identity }: { t: Translate; identity: Identity }) {
  const path = `/account/identities/${identityIdOf(identity.id)}`
  return (
    <>
      {!identity.isPrimary && isConfirmed(identity) && <a href={`${path}/main`}>{t('account.identities.make_main')}</a>}
      <a href={`${path}/remove`} aria-label={t('account.identities.remove_label', { identity: identity.typed })}>
        {t('account.identities.remove')}
      </a>
    </>
  )
}
