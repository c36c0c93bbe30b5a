import { ListTable, ReasonedButton, Section } from '@gatehouse/ui'
import { Group, Select } from '@mantine/core'
import { useState } from 'react'
import { factorTexts } from '../factors/index.ts'
import { useAction, useAnswer, useRefusal } from '../shell/api.ts'
import { ProblemNote } from '../shell/problem-note.tsx'
import { useParam } from '../shell/use-params.ts'
import { texts } from './texts.ts'

const words = texts.mfa
const ROLES_CHANGED = ['getOrganizationMfaExemptRoles'] as const

/** The roles that the organization does not ask, each with the way to end that (M5-13). */
export function ExemptRoles({ isAdvanced }: { readonly isAdvanced: boolean }) {
  const code = useParam('organization')
  const { roles } = useAnswer('getOrganizationMfaExemptRoles', { org_code: code })
  return (
    <Section title={words.roles} reason={words.rolesReason}>
      <ListTable
        label={words.roles}
        columns={[
          { name: words.role, show: ({ name }) => name },
          { name: words.key, show: ({ key }) => <code>{key}</code> },
        ]}
        rows={roles}
        keyOf={({ id }) => id}
        menuOf={({ id, name }) => <EndRole roleId={id} name={name} />}
        empty={<p className="quiet">{words.noRoles}</p>}
      />
      <AddRole isAdvanced={isAdvanced} taken={roles.map(({ id }) => id)} />
    </Section>
  )
}

function EndRole({ roleId, name }: { readonly roleId: string; readonly name: string }) {
  const code = useParam('organization')
  const end = useAction('removeOrganizationMfaExemptRole', { refresh: ROLES_CHANGED })
  return (
    <ReasonedButton
      size="compact-sm"
      aria-label={words.removeRole(name)}
      reason={useRefusal('removeOrganizationMfaExemptRole')}
      loading={end.isPending}
      onClick={() => end.mutate({ parameters: { org_code: code, role_id: roleId } })}
    >
      {words.remove}
    </ReasonedButton>
  )
}

function AddRole({ isAdvanced, taken }: { readonly isAdvanced: boolean; readonly taken: readonly string[] }) {
  const code = useParam('organization')
  const { roles } = useAnswer('GetRoles', { page_size: 500, sort: 'name_asc' })
  const [chosen, setChosen] = useState<string | null>(null)
  const add = useAction('addOrganizationMfaExemptRole', { refresh: ROLES_CHANGED, onDone: () => setChosen(null) })
  const refusal = useRefusal('addOrganizationMfaExemptRole')
  const reason = isAdvanced
    ? chosen === null
      ? words.chooseRole
      : undefined
    : factorTexts.problems.ADVANCED_FEATURES_REQUIRED
  return (
    <>
      <Group align="end" mt="sm">
        <Select
          label={words.addRole}
          data={roles.filter(({ id }) => !taken.includes(id)).map(({ id, name }) => ({ value: id, label: name }))}
          value={chosen}
          onChange={setChosen}
          searchable
          disabled={!isAdvanced}
        />
        <ReasonedButton
          reason={refusal ?? reason}
          loading={add.isPending}
          onClick={() => chosen !== null && add.mutate({ parameters: { org_code: code, role_id: chosen } })}
        >
          {words.exempt}
        </ReasonedButton>
      </Group>
      <ProblemNote problem={add.error} own={factorTexts.problems} />
    </>
  )
}

/** Enterprise connections after which the organization asks for no factor (M5-14); there are none before providers are. */
export function ExemptConnections() {
  return (
    <Section title={words.connections} reason={words.connectionsReason}>
      <p className="quiet">{words.noConnections}</p>
    </Section>
  )
}
