import { formatTime, type Translate } from '#platform/i18n'
import { Address } from '#flows/pages'
import { describeBrowser } from '#flows/signin'
import type { Factor, TrustedDevice } from '#domain/factors'
import type { Overview } from '../read-overview.ts'
import { Entry, Section } from './section.tsx'

interface Props {
  readonly t: Translate
  readonly locale: string
  readonly overview: Overview
}

/** The second factors of the person, their recovery codes, and the browsers that are not asked. */
export function FactorsSection({ t, locale, overview }: Props) {
  const { factors, canAddFactor, recoveryCodes, trustedDevices, isManaged } = overview
  if (isManaged || (!canAddFactor && factors.length === 0)) return null
  return (
    <Section
      heading={t('account.factors.heading')}
      act={canAddFactor && <a href="/account/factors/new">{t('account.factors.add')}</a>}
    >
      {factors.length === 0 && <Entry text={t('account.factors.none')} />}
      {factors.map((factor) => (
        <FactorEntry {...{ t, locale, factor }} />
      ))}
      {factors.length > 0 && (
        <Entry text={t('account.factors.codes')} help={t('account.factors.codes_left', { count: recoveryCodes })}>
          <a href="/account/recovery-codes">{t('account.factors.new_codes')}</a>
        </Entry>
      )}
      {trustedDevices.map((device) => (
        <TrustedEntry {...{ t, locale, device }} />
      ))}
    </Section>
  )
}

function FactorEntry({ t, locale, factor }: Pick<Props, 't' | 'locale'> & { readonly factor: Factor }) {
  const { id, kind, address, createdAt } = factor
  const name = t(`account.factors.kind.${kind}`)
  return (
    <Entry
      text={
        <>
          {name} {address !== undefined && <Address>{address}</Address>}
        </>
      }
      help={t('account.factors.since', { time: formatTime(locale, createdAt) })}
    >
      <a href={`/account/factors/${id}/remove`} aria-label={t('account.identities.remove_label', { identity: name })}>
        {t('account.factors.remove')}
      </a>
    </Entry>
  )
}

function TrustedEntry({ t, locale, device }: Pick<Props, 't' | 'locale'> & { readonly device: TrustedDevice }) {
  return (
    <Entry
      text={describeBrowser(device.userAgent ?? '') ?? t('account.sessions.unknown')}
      help={t('account.factors.trusted', { time: formatTime(locale, device.expiresAt) })}
    >
      <a href={`/account/trusted-devices/${device.id}/end`}>{t('account.factors.untrust')}</a>
    </Entry>
  )
}
