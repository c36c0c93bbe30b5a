import type { Answer } from '@gatehouse/api-client'
import { useAction, useRefusal } from '../shell/api.ts'
import { FormButtons } from '../shell/form-buttons.tsx'
import { ProblemNote } from '../shell/problem-note.tsx'
import { bodyOf, RoleFields, useRoleForm } from './role-fields.tsx'
import { texts } from './texts.ts'

export function EditRoleForm({ role }: { readonly role: Answer<'GetRole'>['role'] }) {
  const refusal = useRefusal('UpdateRoles')
  const form = useRoleForm({
    name: role.name,
    key: role.key,
    description: role.description,
    isDefault: role.is_default_role,
    isForCreators: role.is_assigned_to_creator === true,
  })
  const update = useAction('UpdateRoles', { refresh: ['GetRoles', 'GetRole'], onDone: () => form.resetDirty() })
  const submit = form.onSubmit((values) =>
    update.mutate(
      { parameters: { role_id: role.id }, body: bodyOf(values) },
      { onError: ({ code }) => code === 'ROLE_KEY_TAKEN' && form.setFieldError('key', texts.problems.ROLE_KEY_TAKEN) },
    ),
  )
  return (
    <form onSubmit={submit} noValidate>
      <RoleFields form={form} isBlocked={refusal !== undefined} />
      {update.error?.code !== 'ROLE_KEY_TAKEN' && <ProblemNote problem={update.error} own={texts.problems} />}
      <FormButtons
        submit={texts.save}
        reason={refusal}
        isBusy={update.isPending}
        done={update.isSuccess && !form.isDirty() && texts.saved}
      />
    </form>
  )
}
