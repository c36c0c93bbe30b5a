import { compact, Notice, Shell, type PageFrame } from '#flows/pages'
import type { DoneKey } from '../done.ts'
import type { Overview } from '../read-overview.ts'
import { ApplicationsSection } from './applications-section.tsx'
import { FactorsSection } from './factors-section.tsx'
import { IdentitiesSection } from './identities-section.tsx'
import { Entry, Section } from './section.tsx'
import { SessionsSection } from './sessions-section.tsx'

export interface OverviewPageProps extends PageFrame {
  readonly overview: Overview
  readonly done: DoneKey | undefined
}

const styles = compact(`
.entries{display:grid;margin-block-start:.75rem;border-block-start:1px solid var(--line)}
.entry{display:flex;flex-wrap:wrap;justify-content:space-between;align-items:center;gap:.25rem 1.5rem;
padding-block:.75rem;border-block-end:1px solid var(--line)}
.entry div:first-child{flex:1 1 14rem;min-inline-size:0}
.entry .help{margin:0}
.acts{display:flex;flex-wrap:wrap;gap:.25rem 1rem;font-size:.875rem;line-height:1.25rem}
.acts a{padding-block:.25rem}
.tag{display:inline-block;margin-inline-start:.5rem;padding:0 .5rem;border-radius:1rem;font-size:.8125rem;line-height:1.25rem;
color:var(--quiet);background:color-mix(in srgb,var(--text) 7%,var(--surface))}
.section-line{display:flex;flex-wrap:wrap;justify-content:space-between;align-items:baseline;gap:.25rem 1rem;margin-block-start:2rem}
.section-line h2{margin:0}
`)

/** The first page of an account: how the person signs in, where they are signed in, and which applications they allow. */
export function OverviewPage(props: OverviewPageProps) {
  const { t, overview, done } = props
  const { name, isManaged, hasPassword } = overview
  return (
    <Shell frame={props} heading={t('account.heading')} sentence={t('account.sentence')} wide styles={styles}>
      {done && <Notice tone="success">{t(`account.done.${done}`)}</Notice>}
      {isManaged && <Notice tone="neutral">{t('account.managed')}</Notice>}
      <Section heading={t('account.profile.heading')}>
        <Entry text={name ?? t('account.profile.none')} help={t('account.profile.name')}>
          <a href="/account/name">{t('account.profile.change')}</a>
        </Entry>
      </Section>
      <IdentitiesSection {...{ t, overview }} />
      {!isManaged && (
        <Section heading={t('account.password.section')}>
          <Entry
            text={t(hasPassword ? 'account.password.there' : 'account.password.none')}
            help={t('account.password.one')}
          >
            <a href="/account/password">{t(hasPassword ? 'account.password.change' : 'account.password.set')}</a>
          </Entry>
        </Section>
      )}
      <FactorsSection {...{ t, locale: props.locale, overview }} />
      <SessionsSection {...{ t, locale: props.locale, overview }} />
      <ApplicationsSection {...{ t, locale: props.locale, overview }} />
      <div class="out">
        <a class="link" href="/logout">
          {t('account.sign_out')}
        </a>
      </div>
    </Shell>
  )
}
