import { ReasonedButton } from '@gatehouse/ui'
import { Group } from '@mantine/core'
import { useAction, useRefusal } from '../shell/api.ts'
import { OperationFormFrame, useOperationForm } from '../shell/operation-form.tsx'
import { useHere } from '../shell/place.tsx'
import { ProblemNote } from '../shell/problem-note.tsx'
import type { Flag } from './flag.ts'
import { FlagLevel } from './flag-level.tsx'
import { FlagValueInput } from './flag-value.tsx'
import { CHANGED, texts } from './texts.ts'

/** Overrides the default in this environment, or goes back to it. */
export function EnvironmentOverride({ flag }: { readonly flag: Flag }) {
  const { environment } = useHere()
  const { key, type, default_value, environment_value } = flag
  const isSet = typeof environment_value === 'string'
  const update = useOperationForm({
    operation: 'UpdateEnvironementFeatureFlagOverride',
    initialValues: { value: environment_value ?? default_value },
    inputOf: (values) => ({ parameters: { feature_flag_key: key }, body: values }),
    refresh: CHANGED,
    problems: texts.problems,
    fieldOf: { INVALID_FLAG_VALUE: 'value' },
  })
  const remove = useAction('DeleteEnvironementFeatureFlagOverride', { refresh: CHANGED })
  return (
    <>
      <FlagLevel level={isSet ? 'env' : 'default'} here="env" />
      <OperationFormFrame of={update} submit={texts.setEnvironment} saved={texts.saved} isSecondary>
        <FlagValueInput
          type={type}
          label={texts.environmentValue(environment.name)}
          {...update.form.getInputProps('value')}
        />
      </OperationFormFrame>
      <RemoveEnvironmentOverride
        isSet={isSet}
        isBusy={remove.isPending}
        onRemove={() => remove.mutate({ parameters: { feature_flag_key: key } })}
      />
      <ProblemNote problem={remove.error} own={texts.problems} />
    </>
  )
}

interface RemoveEnvironmentOverrideProps {
  readonly isSet: boolean
  readonly isBusy: boolean
  readonly onRemove: () => void
}

function RemoveEnvironmentOverride({ isSet, isBusy, onRemove }: RemoveEnvironmentOverrideProps) {
  const refusal = useRefusal('DeleteEnvironementFeatureFlagOverride')
  if (!isSet) return null
  return (
    <Group>
      <ReasonedButton variant="subtle" reason={refusal} loading={isBusy} onClick={onRemove}>
        {texts.removeOverride}
      </ReasonedButton>
    </Group>
  )
}
