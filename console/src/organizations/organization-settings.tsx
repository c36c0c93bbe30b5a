import type { Answer } from '@gatehouse/api-client'
import { Note, ReasonedButton } from '@gatehouse/ui'
import { useAction, useAnswer, useRefusal } from '../shell/api.ts'
import type { Ask, PageDefinition } from '../shell/page-route.ts'
import { ProblemNote } from '../shell/problem-note.tsx'
import { useParam } from '../shell/use-params.ts'
import { useSettingsForm, type SettingsForm, type SettingView } from '../shell/use-settings-form.ts'
import { texts } from './texts.ts'

/** The answers that a change of an organization's settings makes old. */
export const CHANGED_BY_SETTINGS = [
  'getOrganizationSettings',
  'getOrganizationMfa',
  'getOrganization',
  'getOrganizations',
  'searchOrganizations',
] as const

type Settings = Answer<'getOrganizationSettings'>

/** Returns the settings of the organization of the address. */
export function useOrganizationSettings(): Settings {
  return useAnswer('getOrganizationSettings', { org_code: useParam('organization') })
}

/** Joins some settings of the organization to the operation that saves them. */
export function useOrganizationForm<Views extends Readonly<Record<string, SettingView>>>(
  saved: Views,
  fieldOf: Readonly<Record<string, keyof Views & string>> = {},
): SettingsForm<Views> {
  const code = useParam('organization')
  return useSettingsForm({
    operation: 'updateOrganizationSettings',
    saved,
    level: 'organization',
    inputOf: (changes) => ({ parameters: { org_code: code }, body: changes }),
    refresh: CHANGED_BY_SETTINGS,
    problems: texts.problems,
    fieldOf,
  })
}

/** A value that only an organization has, so that there is no level to inherit it from. Off and empty are the default. */
export function own<Value extends boolean | readonly string[]>(value: Value): SettingView<Value> {
  const isSet = typeof value === 'boolean' ? value : value.length > 0
  return { value, source: isSet ? 'organization' : 'default' }
}

/** Says what advanced features are, and activates them; nothing where the organization has them. */
export function AdvancedFeatures() {
  const code = useParam('organization')
  const { is_enable_advanced_orgs } = useOrganizationSettings()
  const activate = useAction('updateOrganization', { refresh: CHANGED_BY_SETTINGS })
  const refusal = useRefusal('updateOrganization')
  if (is_enable_advanced_orgs) return null
  return (
    <>
      <Note>
        {texts.advanced}{' '}
        <ReasonedButton
          size="compact-sm"
          reason={refusal}
          loading={activate.isPending}
          onClick={() => activate.mutate({ parameters: { org_code: code }, body: { is_enable_advanced_orgs: true } })}
        >
          {texts.activateAdvanced}
        </ReasonedButton>
      </Note>
      <ProblemNote problem={activate.error} own={texts.problems} />
    </>
  )
}

/** Asks for what every page about the settings of an organization shows. */
export function loadSettings(ask: Ask, { organization = '' }: Readonly<Record<string, string>>): Promise<unknown>[] {
  return [ask('getOrganization', { code: organization }), ask('getOrganizationSettings', { org_code: organization })]
}

/** Returns the page of a tab that shows settings only. */
export function settingsPage(Component: PageDefinition['Component']): PageDefinition {
  return { load: ({ ask, params }) => loadSettings(ask, params), Component }
}
