import { Facts } from '@gatehouse/ui'
import { Stack } from '@mantine/core'
import { FlagValue, FlagValueInput, levelName } from '../feature-flags/index.ts'
import { FormDialog } from '../shell/form-dialog.tsx'
import { OperationFormFrame, useOperationForm } from '../shell/operation-form.tsx'
import { CHANGED_BY_FLAGS, texts } from './texts.ts'
import type { UserFlag } from './user-flag.ts'

interface UserFlagFormProps {
  readonly userId: string
  readonly flag: UserFlag
  readonly onClose: () => void
}

/** Sets the value of a flag for one person, beside what the other levels say. */
export function UserFlagForm({ userId, flag, onClose }: UserFlagFormProps) {
  const update = useOperationForm({
    operation: 'UpdateUserFeatureFlagOverride',
    initialValues: { value: flag.value },
    inputOf: ({ value }) => ({ parameters: { user_id: userId, feature_flag_key: flag.key, value } }),
    refresh: CHANGED_BY_FLAGS,
    onDone: onClose,
    problems: texts.problems,
    fieldOf: { INVALID_FLAG_VALUE: 'value' },
  })
  const levels = (['default', 'env', 'org', 'usr'] as const).map((level) => {
    const said = flag.values[level]
    return [
      levelName(level),
      said === null ? texts.saysNothing : <FlagValue key={level} type={flag.type} value={said} />,
    ] as const
  })
  return (
    <FormDialog opened onClose={onClose} title={texts.overrideOf(flag.name)}>
      <OperationFormFrame of={update} submit={texts.overrideForUser} cancel={{ label: texts.cancel, onClick: onClose }}>
        <Stack gap="md">
          <Facts facts={levels} />
          <FlagValueInput type={flag.type} label={texts.valueForUser} {...update.form.getInputProps('value')} />
        </Stack>
      </OperationFormFrame>
    </FormDialog>
  )
}
