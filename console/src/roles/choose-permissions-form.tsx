import type { Schemas } from '@gatehouse/api-client'
import { Checkbox, Stack } from '@mantine/core'
import { useState } from 'react'
import { useAction, useRefusal } from '../shell/api.ts'
import { FormButtons } from '../shell/form-buttons.tsx'
import { LeaveGuard } from '../shell/leave-guard.tsx'
import { ProblemNote } from '../shell/problem-note.tsx'
import { texts } from './texts.ts'

interface ChoosePermissionsFormProps {
  readonly roleId: string
  readonly permissions: readonly Schemas['schemas']['permissions'][]
  /** The ids of those that the role gives now. */
  readonly given: readonly string[]
}

export function ChoosePermissionsForm({ roleId, permissions, given }: ChoosePermissionsFormProps) {
  const refusal = useRefusal('UpdateRolePermissions')
  const [chosen, setChosen] = useState<readonly string[]>(given)
  const update = useAction('UpdateRolePermissions', { refresh: ['GetRolePermissions'] })
  const changes = [
    ...chosen.filter((id) => !given.includes(id)).map((id) => ({ id })),
    ...given.filter((id) => !chosen.includes(id)).map((id) => ({ id, operation: 'delete' as const })),
  ]
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        update.mutate({ parameters: { role_id: roleId }, body: { permissions: changes } })
      }}
    >
      <Checkbox.Group value={[...chosen]} onChange={setChosen} label={texts.permissions} labelProps={{ hidden: true }}>
        <Stack gap="sm">
          {permissions.map(({ id, name, key, description }) => (
            <Checkbox
              key={id}
              value={id}
              disabled={refusal !== undefined}
              label={
                <>
                  {name} <code className="quiet">{key}</code>
                </>
              }
              description={description}
            />
          ))}
        </Stack>
      </Checkbox.Group>
      <ProblemNote problem={update.error} own={texts.problems} />
      <LeaveGuard changed={() => (changes.length > 0 ? [texts.permissions] : [])} />
      {changes.length > 0 && (
        <FormButtons submit={texts.savePermissions(changes.length)} reason={refusal} isBusy={update.isPending} />
      )}
    </form>
  )
}
