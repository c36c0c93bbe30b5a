import { paths } from '../paths.ts'
import { OperationFormFrame, useOperationForm } from '../shell/operation-form.tsx'
import { usePlace } from '../shell/place.tsx'
import { useGo } from '../shell/use-go.ts'
import { bodyOf, FIELD_OF_PROBLEM, missingIn, RoleFields } from './role-fields.tsx'
import { texts } from './texts.ts'

const NOTHING = { name: '', key: '', description: '', isDefault: false, isForCreators: false }

export function CreateRoleForm({ onCancel }: { readonly onCancel: () => void }) {
  const place = usePlace()
  const go = useGo()
  const create = useOperationForm({
    operation: 'CreateRole',
    initialValues: NOTHING,
    validate: missingIn,
    inputOf: (values) => ({ body: bodyOf(values) }),
    refresh: ['GetRoles'],
    onDone: ({ role }) => go(paths.rolePermissions(place, role.id)),
    problems: texts.problems,
    fieldOf: FIELD_OF_PROBLEM,
  })
  return (
    <OperationFormFrame of={create} submit={texts.create} cancel={{ label: texts.cancel, onClick: onCancel }}>
      <RoleFields form={create.form} />
    </OperationFormFrame>
  )
}
