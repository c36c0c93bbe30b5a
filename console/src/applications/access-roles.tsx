import type { Answer } from '@gatehouse/api-client'
import { ListTable, ReasonedButton, type Column } from '@gatehouse/ui'
import { Group, Select, Switch } from '@mantine/core'
import { useState } from 'react'
import { useAction, useAnswer, useRefusal } from '../shell/api.ts'
import { ProblemNote } from '../shell/problem-note.tsx'
import { texts } from './texts.ts'

type Role = Answer<'GetApplicationAccessRoles'>['roles'][number]

const ALL = { page_size: 500 } as const
const COLUMNS: readonly Column<Role>[] = [
  { name: texts.roleColumns.role, show: ({ name }) => name },
  { name: texts.roleColumns.key, show: ({ key }) => <code>{key}</code> },
]

/** Says whether everybody may sign in, or only members with one of the roles. */
export function AccessRoles({ id }: { readonly id: string }) {
  const { application } = useAnswer('getApplication', { application_id: id })
  const { roles } = useAnswer('GetApplicationAccessRoles', { application_id: id, page_size: 100 })
  const refusal = useRefusal('updateApplication')
  const control = useAction('updateApplication', { refresh: ['getApplication'] })
  const remove = useAction('RemoveApplicationAccessRole', { refresh: ['GetApplicationAccessRoles'] })
  const { is_access_control_enabled: isControlled } = application
  return (
    <>
      <Switch
        label={texts.controlAccess}
        description={roles.length === 0 && !isControlled ? texts.rolesFirst : texts.controlAccessHelp}
        checked={isControlled}
        disabled={refusal !== undefined || control.isPending || (roles.length === 0 && !isControlled)}
        onChange={({ currentTarget }) =>
          control.mutate({
            parameters: { application_id: id },
            body: { is_access_control_enabled: currentTarget.checked },
          })
        }
      />
      <ListTable<Role>
        label={texts.accessRoles}
        columns={COLUMNS}
        rows={roles}
        keyOf={(role) => role.id}
        menuOf={(role) => (
          <ReasonedButton
            size="compact-sm"
            reason={refusal ?? (isControlled && roles.length === 1 ? texts.lastAccessRole : undefined)}
            onClick={() => remove.mutate({ parameters: { application_id: id, role_id: role.id } })}
          >
            {texts.remove}
            <span className="visually-hidden"> {role.name}</span>
          </ReasonedButton>
        )}
        empty={<p className="quiet">{texts.noAccessRoles}</p>}
      />
      <AddAccessRole id={id} taken={roles.map((role) => role.id)} refusal={refusal} />
      <ProblemNote problem={control.error ?? remove.error} own={texts.problems} />
    </>
  )
}

interface AddAccessRoleProps {
  readonly id: string
  readonly taken: readonly string[]
  readonly refusal: string | undefined
}

function AddAccessRole({ id, taken, refusal }: AddAccessRoleProps) {
  const { roles } = useAnswer('GetRoles', ALL)
  const [chosen, setChosen] = useState<string | null>(null)
  const add = useAction('AddApplicationAccessRole', {
    refresh: ['GetApplicationAccessRoles'],
    onDone: () => setChosen(null),
  })
  const free = roles.filter((role) => !taken.includes(role.id))
  if (roles.length === 0) return <p className="quiet">{texts.noRoles}</p>
  return (
    <>
      <Group align="flex-end">
        <Select
          label={texts.role}
          searchable
          data={free.map((role) => ({ value: role.id, label: role.name }))}
          value={chosen}
          onChange={setChosen}
          disabled={refusal !== undefined}
        />
        <ReasonedButton
          reason={refusal ?? (chosen === null ? texts.chooseRole : undefined)}
          loading={add.isPending}
          onClick={() => add.mutate({ parameters: { application_id: id, role_id: chosen ?? '' } })}
        >
          {texts.addAccessRole}
        </ReasonedButton>
      </Group>
      <ProblemNote problem={add.error} own={texts.problems} />
    </>
  )
}
