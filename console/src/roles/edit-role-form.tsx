import type { Answer } from '@gatehouse/api-client'
import { OperationFormFrame, useOperationForm } from '../shell/operation-form.tsx'
import { bodyOf, FIELD_OF_PROBLEM, missingIn, RoleFields } from './role-fields.tsx'
import { texts } from './texts.ts'

export function EditRoleForm({ role }: { readonly role: Answer<'GetRole'>['role'] }) {
  const update = useOperationForm({
    operation: 'UpdateRoles',
    initialValues: {
      name: role.name,
      key: role.key,
      description: role.description,
      isDefault: role.is_default_role,
      isForCreators: role.is_assigned_to_creator === true,
    },
    validate: missingIn,
    inputOf: (values) => ({ parameters: { role_id: role.id }, body: bodyOf(values) }),
    refresh: ['GetRoles', 'GetRole'],
    problems: texts.problems,
    fieldOf: FIELD_OF_PROBLEM,
  })
  return (
    <OperationFormFrame of={update} submit={texts.save} saved={texts.saved}>
      <RoleFields form={update.form} />
    </OperationFormFrame>
  )
}
