import { paths } from '../paths.ts'
import { useAction } from '../shell/api.ts'
import { FormButtons } from '../shell/form-buttons.tsx'
import { ProblemNote } from '../shell/problem-note.tsx'
import { usePlace } from '../shell/place.tsx'
import { useGo } from '../shell/use-go.ts'
import { bodyOf, RoleFields, useRoleForm } from './role-fields.tsx'
import { texts } from './texts.ts'

const NOTHING = { name: '', key: '', description: '', isDefault: false, isForCreators: false }

export function CreateRoleForm({ onCancel }: { readonly onCancel: () => void }) {
  const place = usePlace()
  const go = useGo()
  const form = useRoleForm(NOTHING)
  const create = useAction('CreateRole', {
    refresh: ['GetRoles'],
    onDone: ({ role }) => go(paths.rolePermissions(place, role.id)),
  })
  const submit = form.onSubmit((values) =>
    create.mutate(
      { body: bodyOf(values) },
      { onError: ({ code }) => code === 'ROLE_KEY_TAKEN' && form.setFieldError('key', texts.problems.ROLE_KEY_TAKEN) },
    ),
  )
  return (
    <form onSubmit={submit} noValidate>
      <RoleFields form={form} />
      {create.error?.code !== 'ROLE_KEY_TAKEN' && <ProblemNote problem={create.error} own={texts.problems} />}
      <FormButtons
        submit={texts.create}
        cancel={{ label: texts.cancel, onClick: onCancel }}
        isBusy={create.isPending}
      />
    </form>
  )
}
