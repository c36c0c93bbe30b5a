import { ReasonedButton } from '@gatehouse/ui'
import { Button, Group, Stack, TextInput } from '@mantine/core'
import { useDebouncedValue, useDisclosure } from '@mantine/hooks'
import { useState } from 'react'
import { useLateAnswer, useRefusal } from '../shell/api.ts'
import { FormDialog } from '../shell/form-dialog.tsx'
import { OperationFormFrame, useOperationForm } from '../shell/operation-form.tsx'
import type { Flag } from './flag.ts'
import { FlagValueInput } from './flag-value.tsx'
import { CHANGED, texts } from './texts.ts'

const MOST = 8

interface Chosen {
  readonly code: string
  readonly name: string
}

/** Finds an organization and sets the value of the flag there. */
export function OverrideOrganization({ flag }: { readonly flag: Flag }) {
  const [isOpen, { open, close }] = useDisclosure()
  const [chosen, setChosen] = useState<Chosen>()
  const refusal = useRefusal('UpdateOrganizationFeatureFlagOverride')
  const level = flag.allow_override_level
  const end = () => {
    close()
    setChosen(undefined)
  }
  return (
    <>
      <ReasonedButton reason={level === 'env' ? texts.notBy(texts.innermost.env) : refusal} onClick={open}>
        {texts.overrideOrganization}
      </ReasonedButton>
      <FormDialog opened={isOpen} onClose={end} title={texts.overrideOrganization}>
        {chosen ? <OverrideForm flag={flag} organization={chosen} onDone={end} /> : <Find onChoose={setChosen} />}
      </FormDialog>
    </>
  )
}

function Find({ onChoose }: { readonly onChoose: (organization: Chosen) => void }) {
  const [text, setText] = useState('')
  const [asked] = useDebouncedValue(text.trim(), 200)
  const first = useLateAnswer('getOrganizations', { page_size: MOST, sort: 'name_asc' })
  const found = useLateAnswer('searchOrganizations', asked === '' ? undefined : { query: asked, page_size: MOST })
  const shown = asked === '' ? first : found
  return (
    <Stack gap="sm">
      <TextInput
        label={texts.findOrganization}
        data-autofocus
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      {shown?.organizations.map(({ code, name }) => (
        <Group key={code} justify="space-between" wrap="nowrap">
          <span className="strong">{name}</span>
          <Button size="compact-sm" aria-label={texts.chooseName(name)} onClick={() => onChoose({ code, name })}>
            {texts.choose}
          </Button>
        </Group>
      ))}
      {shown?.organizations.length === 0 && <p className="quiet">{texts.noOrganizationFound}</p>}
    </Stack>
  )
}

interface OverrideFormProps {
  readonly flag: Flag
  readonly organization: Chosen
  readonly onDone: () => void
}

function OverrideForm({ flag, organization, onDone }: OverrideFormProps) {
  const update = useOperationForm({
    operation: 'UpdateOrganizationFeatureFlagOverride',
    initialValues: { value: flag.environment_value ?? flag.default_value },
    inputOf: ({ value }) => ({
      parameters: { org_code: organization.code, feature_flag_key: flag.key, value },
    }),
    refresh: CHANGED,
    onDone,
    problems: texts.problems,
    fieldOf: { INVALID_FLAG_VALUE: 'value' },
  })
  return (
    <OperationFormFrame of={update} submit={texts.overrideFor} cancel={{ label: texts.cancel, onClick: onDone }}>
      <FlagValueInput
        type={flag.type}
        label={texts.valueFor(organization.name)}
        {...update.form.getInputProps('value')}
      />
    </OperationFormFrame>
  )
}
