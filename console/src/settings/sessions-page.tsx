import { Page, Section } from '@gatehouse/ui'
import { paths } from '../paths.ts'
import { inWords } from '../shell/in-words.ts'
import type { PageDefinition } from '../shell/page-route.ts'
import { usePlace } from '../shell/place.tsx'
import { NumberSetting, SwitchSetting } from '../shell/setting-fields.tsx'
import { EnvironmentSettingsFrame } from './environment-settings-frame.tsx'
import { settingWords } from './setting-words.ts'
import { texts } from './texts.ts'
import { useEnvironmentSettings } from './use-environment-settings.ts'

const DAY_SECONDS = 86_400

function SessionsPage() {
  const place = usePlace()
  const form = useEnvironmentSettings()
  const of = (name: Parameters<typeof form.settingOf>[0]) => ({
    state: form.settingOf(name),
    words: settingWords[name],
  })
  const idle = form.valueOf('authenticated_session_lifetime')
  return (
    <Page title={texts.sessions.title} lead={texts.sessions.lead}>
      <EnvironmentSettingsFrame of={form} save={texts.sessions.save}>
        <Section title={texts.sessions.sessions} reason={texts.sessions.sessionsReason}>
          <div>
            <NumberSetting
              {...of('authenticated_session_lifetime')}
              unit="seconds"
              say={(value) => (typeof value === 'number' ? inWords(value) : 'none')}
              more={typeof idle === 'number' && meaningOf(idle)}
            />
            <SwitchSetting {...of('is_session_persistent')} />
          </div>
          <p className="quiet">
            {texts.sessions.elsewhere}{' '}
            <a className="link" href={paths.applications(place)}>
              {texts.sessions.applications}
            </a>
          </p>
        </Section>
        <Section title={texts.sessions.codes} reason={texts.sessions.codesReason}>
          <div>
            <NumberSetting {...of('code_lifetime_minutes')} unit="minutes" />
          </div>
        </Section>
      </EnvironmentSettingsFrame>
    </Page>
  )
}

function meaningOf(seconds: number): string {
  const meaning = `That is ${inWords(seconds)}.`
  return seconds > DAY_SECONDS ? `${meaning} ${texts.sessions.longAdvice}` : meaning
}

export const sessionsPage: PageDefinition = {
  load: ({ ask }) => [ask('getEnvironmentSettings')],
  Component: SessionsPage,
}
