import { Section } from '@gatehouse/ui'
import { PasswordInput } from '@mantine/core'
import type { Answer } from '@gatehouse/api-client'
import { useAnswer } from '../shell/api.ts'
import { ChoiceSetting, SettingFrame, SwitchSetting, TextSetting } from '../shell/setting-fields.tsx'
import { SettingsFormFrame } from '../shell/settings-form.tsx'
import { useSettingsForm, type SettingsForm, type SettingState, type SettingView } from '../shell/use-settings-form.ts'
import { botStopTexts as words } from './bot-stop-texts.ts'
import { texts } from './texts.ts'

type BotStopSettings = Answer<'getBotStop'>['bot_stop']['settings'] & {
  /** Never answered; the form can only replace it. */
  readonly bot_stop_secret_key: SettingView<string | null>
}

function useBotStop(): SettingsForm<BotStopSettings> {
  const { bot_stop: saved } = useAnswer('getBotStop')
  const secret: BotStopSettings['bot_stop_secret_key'] = saved.has_secret_key
    ? { value: null, source: 'environment', inherited: null }
    : { value: null, source: 'default' }
  return useSettingsForm({
    operation: 'updateBotStop',
    saved: { ...saved.settings, bot_stop_secret_key: secret },
    level: 'environment',
    inputOf: (body) => ({ body }),
    refresh: ['getBotStop'],
    problems: words.problems,
    fieldOf: { BOT_STOP_KEYS_REQUIRED: 'bot_stop_secret_key' },
  })
}

/** The bot stop: off, our own proof of work, or the widget of a provider with its keys. */
export function BotStopForm() {
  const form = useBotStop()
  const of = (name: keyof BotStopSettings) => ({ state: form.settingOf(name), words: words.settings[name] })
  const hasProvider = form.valueOf('bot_stop_provider') !== 'proof_of_work'
  return (
    <SettingsFormFrame of={form} nameOf={(name) => words.settings[name].name} save={words.save} saved={texts.saved}>
      <Section title={texts.attack.botStop} reason={texts.attack.botStopReason}>
        <div>
          <SwitchSetting {...of('is_bot_stop_on')} />
          {form.valueOf('is_bot_stop_on') === true && (
            <ChoiceSetting {...of('bot_stop_provider')} choices={words.providers} />
          )}
          {form.valueOf('is_bot_stop_on') === true && hasProvider && (
            <>
              <TextSetting {...of('bot_stop_site_key')} />
              <SecretSetting state={form.settingOf('bot_stop_secret_key')} />
            </>
          )}
        </div>
      </Section>
    </SettingsFormFrame>
  )
}

function SecretSetting({ state }: { readonly state: SettingState }) {
  const { bot_stop: saved } = useAnswer('getBotStop')
  const { name } = words.settings.bot_stop_secret_key
  const help = saved.has_secret_key ? words.secretKept : words.noSecret
  return (
    <SettingFrame
      state={state}
      words={{ name, help }}
      say={(value) => (value === null && state.isHere && !state.isChanged ? 'none' : words.hidden)}
      control={(label) => (
        <PasswordInput
          {...label}
          w="100%"
          autoComplete="off"
          error={state.problem !== undefined}
          value={typeof state.value === 'string' ? state.value : ''}
          onChange={(event) => state.set(event.currentTarget.value)}
        />
      )}
    />
  )
}
