import { TextInput } from '@mantine/core'
import { OperationFormFrame, useOperationForm } from '../shell/operation-form.tsx'
import { useRefreshSession } from '../shell/use-refresh-session.ts'
import type { Business } from './rows.ts'
import { texts } from './texts.ts'

const words = texts.businesses

interface RenameBusinessProps {
  readonly business: Business
  readonly onClose: () => void
}

export function RenameBusiness({ business: { code, name, host_label: host }, onClose }: RenameBusinessProps) {
  const refreshSession = useRefreshSession()
  const rename = useOperationForm({
    operation: 'renameBusiness',
    initialValues: { name },
    validate: (values) => (values.name.trim() === '' ? { name: words.missing.name } : {}),
    inputOf: (values) => ({ parameters: { business_code: code }, body: { name: values.name.trim() } }),
    refresh: ['listBusinesses'],
    onDone: async () => {
      await refreshSession()
      onClose()
    },
    problems: words.problems,
  })
  return (
    <OperationFormFrame of={rename} submit={words.rename} cancel={{ label: words.cancel, onClick: onClose }}>
      <TextInput
        label={words.name}
        description={words.hostStays(host)}
        inputWrapperOrder={['label', 'input', 'description', 'error']}
        maxLength={64}
        data-autofocus
        {...rename.form.getInputProps('name')}
      />
    </OperationFormFrame>
  )
}
