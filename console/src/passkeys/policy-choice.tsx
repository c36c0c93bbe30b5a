import { Radio, Stack } from '@mantine/core'
import { texts } from './texts.ts'

export type PasskeyPolicy = 'off' | 'optional' | 'mandatory'

interface PolicyChoiceProps {
  readonly value: PasskeyPolicy
  readonly onChange: (policy: PasskeyPolicy) => void
  readonly isDisabled?: boolean
}

/** The three policies, each with its meaning for people. */
export function PolicyChoice({ value, onChange, isDisabled = false }: PolicyChoiceProps) {
  return (
    <Radio.Group label={texts.policy} value={value} onChange={(text) => onChange(policyOf(text))}>
      <Stack gap="md" mt="xs">
        {texts.choices.map((choice) => (
          <Radio
            key={choice.value}
            value={choice.value}
            label={choice.label}
            description={choice.help}
            disabled={isDisabled}
          />
        ))}
      </Stack>
    </Radio.Group>
  )
}

function policyOf(text: string): PasskeyPolicy {
  return texts.choices.find(({ value }) => value === text)?.value ?? 'off'
}
