import { CopyField, Page, Section, State } from '@gatehouse/ui'
import { paths } from '../paths.ts'
import { useAnswer } from '../shell/api.ts'
import type { PageDefinition } from '../shell/page-route.ts'
import { useHere, usePlace } from '../shell/place.tsx'
import { ChoiceSetting, NumberSetting, SwitchSetting } from '../shell/setting-fields.tsx'
import { EnvironmentSettingsFrame, settingWords, useEnvironmentSettings } from '../settings/index.ts'
import { RenameForm } from './rename-form.tsx'
import { texts } from './texts.ts'

const words = texts.details
const ALL = { page_size: 100 } as const

function EnvironmentPage() {
  const { environment: here } = useHere()
  const { environment } = useAnswer('getEnvironment')
  return (
    <Page title={words.title} lead={words.lead}>
      <Section title={words.details} reason={words.detailsReason}>
        <RenameForm key={environment.name} name={environment.name} code={environment.code} />
        <CopyField label={words.code} value={environment.code} />
        <CopyField label={words.issuer} value={here.origin} />
      </Section>
      <Section title={words.status} reason={words.statusReason}>
        <Status isProduction={environment.is_default} isLive={environment.is_live} />
      </Section>
      <DefaultsForm />
    </Page>
  )
}

function Status({ isProduction, isLive }: { readonly isProduction: boolean; readonly isLive: boolean }) {
  const place = usePlace()
  if (!isProduction) return <p className="quiet">{words.onlyProduction}</p>
  return (
    <>
      <State kind={isLive ? 'active' : 'none'}>{isLive ? words.live : words.notLive}</State>
      <a className="link" href={paths.goLive(place)}>
        {words.goLive}
      </a>
    </>
  )
}

function DefaultsForm() {
  const place = usePlace()
  const form = useEnvironmentSettings()
  const { applications } = useAnswer('getApplications', ALL)
  const { languages } = useAnswer('getLanguages')
  const of = (name: Parameters<typeof form.settingOf>[0]) => ({
    state: form.settingOf(name),
    words: settingWords[name],
  })
  const homepages = applications.map(({ id, name }) => ({ value: id, label: name }))
  return (
    <EnvironmentSettingsFrame of={form} save={words.save}>
      <Section title={words.pages} reason={words.pagesReason}>
        <div>
          <ChoiceSetting
            {...of('language_key')}
            choices={[
              { value: '', label: words.browsersLanguage },
              ...languages.map(({ key, name }) => ({ value: key, label: name })),
            ]}
          />
          <ChoiceSetting
            {...of('homepage_application')}
            choices={[{ value: '', label: words.noHomepage }, ...homepages]}
          />
          <SwitchSetting {...of('is_wildcard_url_allowed')} />
        </div>
      </Section>
      <Section title={words.keys} reason={words.keysReason}>
        <div>
          <NumberSetting {...of('signing_key_rotation_days')} unit={words.days} />
        </div>
        <a className="link" href={paths.signingKeys(place)}>
          {words.keysLink}
        </a>
      </Section>
    </EnvironmentSettingsFrame>
  )
}

export const environmentPage: PageDefinition = {
  load: ({ ask }) => [
    ask('getEnvironment'),
    ask('getEnvironmentSettings'),
    ask('getApplications', ALL),
    ask('getLanguages'),
  ],
  Component: EnvironmentPage,
}
