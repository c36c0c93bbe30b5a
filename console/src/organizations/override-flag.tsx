import { ReasonedButton } from '@gatehouse/ui'
import { Modal, Select, Stack, Textarea, TextInput } from '@mantine/core'
import { useAction, useRefusal } from '../shell/api.ts'
import { OperationFormFrame, useOperationForm } from '../shell/operation-form.tsx'
import { ProblemNote } from '../shell/problem-note.tsx'
import type { Flag } from './flag.ts'
import { texts } from './texts.ts'

const CHANGED = ['getOrganizationFlagLevels', 'getFeatureFlags', 'getFeatureFlagOrganizations'] as const

interface OverrideFlagProps {
  readonly code: string
  readonly flag: Flag
  readonly onClose: () => void
}

/** Gives a flag a value for this organization, or returns it to the value of the environment. */
export function OverrideFlag({ code, flag, onClose }: OverrideFlagProps) {
  const parameters = { org_code: code, feature_flag_key: flag.key }
  const override = useOperationForm({
    operation: 'UpdateOrganizationFeatureFlagOverride',
    initialValues: { value: flag.value },
    inputOf: ({ value }) => ({ parameters: { ...parameters, value } }),
    refresh: CHANGED,
    onDone: onClose,
    problems: texts.problems,
    fieldOf: { INVALID_FLAG_VALUE: 'value' },
  })
  const remove = useAction('DeleteOrganizationFeatureFlagOverride', { refresh: CHANGED, onDone: onClose })
  const refusal = useRefusal('DeleteOrganizationFeatureFlagOverride')
  const field = override.form.getInputProps('value')
  const { values, type } = flag
  return (
    <Modal opened onClose={onClose} title={texts.flags.title(flag.name)}>
      <OperationFormFrame of={override} submit={texts.save} cancel={{ label: texts.cancel, onClick: onClose }}>
        <Stack gap="md">
          <p className="quiet">{texts.flags.inherits(values.env ?? values.default)}</p>
          {type === 'bool' && <Select label={texts.flags.value} data={['true', 'false']} data-autofocus {...field} />}
          {type === 'json' && <Textarea label={texts.flags.value} data-autofocus {...field} />}
          {(type === 'str' || type === 'int') && <TextInput label={texts.flags.value} data-autofocus {...field} />}
        </Stack>
      </OperationFormFrame>
      {values.org !== null && (
        <>
          <ReasonedButton
            mt="md"
            variant="subtle"
            reason={refusal}
            loading={remove.isPending}
            onClick={() => remove.mutate({ parameters })}
          >
            {texts.flags.back}
          </ReasonedButton>
          <ProblemNote problem={remove.error} own={texts.problems} />
        </>
      )}
    </Modal>
  )
}
