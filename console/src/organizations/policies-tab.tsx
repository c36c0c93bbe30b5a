import { Note, Section } from '@gatehouse/ui'
import { MultiSelect } from '@mantine/core'
import { useAnswer } from '../shell/api.ts'
import type { PageDefinition } from '../shell/page-route.ts'
import { ListSetting, SettingFrame, SwitchSetting } from '../shell/setting-fields.tsx'
import { SettingsFormFrame } from '../shell/settings-form.tsx'
import { useParam } from '../shell/use-params.ts'
import type { SettingState } from '../shell/use-settings-form.ts'
import { OrganizationFrame } from './organization-frame.tsx'
import {
  AdvancedFeatures,
  loadSettings,
  own,
  useOrganizationForm,
  useOrganizationSettings,
} from './organization-settings.tsx'
import { texts } from './texts.ts'

const ALL_ROLES = { page_size: 500, sort: 'name_asc' } as const

function PoliciesTab() {
  const { is_default } = useAnswer('getOrganization', { code: useParam('organization') })
  const answer = useOrganizationSettings()
  const isBasic = !answer.is_enable_advanced_orgs
  const form = useOrganizationForm({
    is_auto_membership_enabled: own(answer.is_auto_membership_enabled),
    is_joined_by_default: answer.settings.is_joined_by_default,
    allowed_domains: own(answer.allowed_domains),
    is_auto_join_domain_list: own(answer.is_auto_join_domain_list),
    default_roles: own(answer.default_roles),
  })
  const { fields } = texts.policies
  return (
    <OrganizationFrame tab="policies" lead={texts.policies.lead}>
      <SettingsFormFrame of={form} nameOf={(name) => fields[name].name} save={texts.save} saved={texts.saved}>
        <Section title={texts.policies.joining} reason={texts.policies.joiningReason}>
          <SwitchSetting
            state={form.settingOf('is_auto_membership_enabled')}
            words={fields.is_auto_membership_enabled}
          />
          {form.valueOf('is_auto_membership_enabled') === true && <Note kind="warning">{texts.policies.anybody}</Note>}
          {is_default && (
            <SwitchSetting state={form.settingOf('is_joined_by_default')} words={fields.is_joined_by_default} />
          )}
        </Section>
        <AdvancedFeatures />
        <fieldset disabled={isBasic}>
          <Section title={texts.policies.domains} reason={texts.policies.domainsReason}>
            <ListSetting
              state={form.settingOf('allowed_domains')}
              words={fields.allowed_domains}
              placeholder="example.com"
            />
            <SwitchSetting state={form.settingOf('is_auto_join_domain_list')} words={fields.is_auto_join_domain_list} />
          </Section>
          <Section title={texts.policies.roles} reason={texts.policies.rolesReason}>
            <DefaultRoles state={form.settingOf('default_roles')} isBasic={isBasic} />
          </Section>
        </fieldset>
      </SettingsFormFrame>
    </OrganizationFrame>
  )
}

function DefaultRoles({ state, isBasic }: { readonly state: SettingState; readonly isBasic: boolean }) {
  const { roles } = useAnswer('GetRoles', ALL_ROLES)
  const nameOf = (id: unknown) => roles.find((role) => role.id === id)?.name ?? String(id)
  const chosen = Array.isArray(state.value) ? state.value.map(String) : []
  const inherited = roles.filter(({ is_default_role }) => is_default_role === true).map(({ name }) => name)
  return (
    <SettingFrame
      state={state}
      words={texts.policies.fields.default_roles}
      say={(value) =>
        Array.isArray(value) && value.length > 0 ? value.map(nameOf).join(', ') : texts.policies.noRoles
      }
      more={chosen.length === 0 && texts.policies.rolesOfBusiness(inherited)}
      isWide
      control={(label) => (
        <MultiSelect
          {...label}
          w="100%"
          disabled={isBasic}
          data={roles.map(({ id, name }) => ({ value: id, label: name }))}
          value={chosen}
          onChange={state.set}
          searchable
        />
      )}
    />
  )
}

export const organizationPoliciesPage: PageDefinition = {
  load: ({ ask, params }) => [...loadSettings(ask, params), ask('GetRoles', ALL_ROLES)],
  Component: PoliciesTab,
}
