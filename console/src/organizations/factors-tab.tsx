import { Note, Section } from '@gatehouse/ui'
import { Switch } from '@mantine/core'
import { EnrolledWarning, FactorAdvice, factorTexts } from '../factors/index.ts'
import { useAnswer } from '../shell/api.ts'
import type { PageDefinition } from '../shell/page-route.ts'
import { ChecksSetting, NumberSetting, SettingFrame, SwitchSetting } from '../shell/setting-fields.tsx'
import { SettingsFormFrame } from '../shell/settings-form.tsx'
import { useParam } from '../shell/use-params.ts'
import { useSettingsForm, type SettingState } from '../shell/use-settings-form.ts'
import { ExemptConnections, ExemptRoles } from './exemptions.tsx'
import { OrganizationFrame } from './organization-frame.tsx'
import { AdvancedFeatures, loadSettings, useOrganizationSettings } from './organization-settings.tsx'
import { texts } from './texts.ts'

const words = texts.mfa
const ALL_ROLES = { page_size: 500, sort: 'name_asc' } as const

function useFactorsForm() {
  const code = useParam('organization')
  const { settings } = useAnswer('getOrganizationMfa', { org_code: code }).mfa
  return useSettingsForm({
    operation: 'updateOrganizationMfa',
    saved: settings,
    level: 'organization',
    inputOf: (body) => ({ parameters: { org_code: code }, body }),
    refresh: ['getOrganizationMfa'],
    problems: factorTexts.problems,
    fieldOf: {
      FACTORS_REQUIRED: 'factors',
      FACTOR_BESIDE_PASSKEY_REQUIRED: 'factors',
      SMS_NOT_CONFIGURED: 'factors',
      MFA_REQUIRED_BY_ENVIRONMENT: 'policy',
    },
  })
}

function FactorsTab() {
  const { mfa } = useAnswer('getOrganizationMfa', { org_code: useParam('organization') })
  const { settings } = useOrganizationSettings()
  const form = useFactorsForm()
  const of = (name: keyof typeof factorTexts.fields) => ({
    state: form.settingOf(name),
    words: { ...factorTexts.fields[name], ...words.fields[name] },
  })
  const { value } = form.settingOf('factors')
  const factors = Array.isArray(value) ? value : []
  const isSwitchedOff = mfa.settings.policy.value === 'required' && form.valueOf('policy') === 'off'
  return (
    <OrganizationFrame tab="multi-factor-auth" lead={words.lead}>
      <AdvancedFeatures />
      <SettingsFormFrame of={form} nameOf={(name) => of(name).words.name} save={texts.save} saved={texts.saved}>
        <fieldset disabled={!mfa.is_enable_advanced_orgs}>
          <Section title={words.enforcement} reason={words.enforcementReason}>
            <EnforcementSetting {...of('policy')} />
            <EnrolledWarning
              enrolled={mfa.enrolled}
              before={mfa.settings.factors.value}
              after={factors}
              isSwitchedOff={isSwitchedOff}
            />
          </Section>
          <Section title={factorTexts.factors} reason={words.factorsReason}>
            <ChecksSetting {...of('factors')} choices={factorTexts.choices} />
            <FactorAdvice
              factors={factors}
              emailMethod={settings.email_method.value}
              isSmsAvailable={mfa.is_sms_available}
            />
            <SwitchSetting {...of('is_recovery_codes_enabled')} />
            <NumberSetting {...of('trusted_device_days')} unit={factorTexts.days} />
          </Section>
        </fieldset>
      </SettingsFormFrame>
      <ExemptRoles isAdvanced={mfa.is_enable_advanced_orgs} />
      <ExemptConnections />
    </OrganizationFrame>
  )
}

interface EnforcementProps {
  readonly state: SettingState
  readonly words: { readonly name: string; readonly help: string }
}

function EnforcementSetting({ state, words: named }: EnforcementProps) {
  const isRequiredAbove = state.source !== 'organization' && state.value === 'required' && !state.isChanged
  return (
    <>
      <SettingFrame
        state={state}
        words={named}
        say={(value) => (value === 'required' ? texts.on : value === 'optional' ? words.optional : texts.off)}
        control={(label) => (
          <Switch
            {...label}
            checked={state.value === 'required'}
            onChange={(event) => state.set(event.currentTarget.checked ? 'required' : 'off')}
          />
        )}
      />
      {isRequiredAbove && <Note>{words.requiredAbove}</Note>}
    </>
  )
}

export const organizationFactorsPage: PageDefinition = {
  load: ({ ask, params }) => {
    const { organization: code = '' } = params
    return [
      ...loadSettings(ask, params),
      ask('getOrganizationMfa', { org_code: code }),
      ask('getOrganizationMfaExemptRoles', { org_code: code }),
      ask('GetRoles', ALL_ROLES),
    ]
  },
  Component: FactorsTab,
}
