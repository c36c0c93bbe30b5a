import { Select, Textarea, TextInput } from '@mantine/core'
import type { ReactNode } from 'react'
import { texts } from './texts.ts'

export type FlagType = 'str' | 'int' | 'bool' | 'json'

const SHOWN = 60

/** The value of a flag: a boolean in words, everything else as code. */
export function FlagValue({ type, value }: { readonly type: FlagType; readonly value: string }) {
  if (type === 'bool') return <span>{value === 'true' ? texts.on : texts.off}</span>
  if (type === 'str' && value === '') return <span className="quiet">{texts.emptyText}</span>
  return <code title={value}>{value.length > SHOWN ? `${value.slice(0, SHOWN)}…` : value}</code>
}

interface FlagValueInputProps {
  readonly type: FlagType
  readonly label: string
  readonly value?: string
  readonly error?: ReactNode
  readonly onChange?: (value: string) => void
}

/** A field for the value of a flag, by its type. */
export function FlagValueInput({ type, label, value = '', error, onChange }: FlagValueInputProps) {
  const shared = {
    label,
    description: texts.valueHelp[type],
    error,
    inputWrapperOrder: ['label', 'input', 'description', 'error'] as ('label' | 'input' | 'description' | 'error')[],
  }
  const change = (event: { readonly currentTarget: { readonly value: string } }) =>
    onChange?.(event.currentTarget.value)
  if (type === 'bool') {
    return (
      <Select
        {...shared}
        data={[
          { value: 'true', label: texts.on },
          { value: 'false', label: texts.off },
        ]}
        value={value === 'true' ? 'true' : 'false'}
        onChange={(next) => onChange?.(next ?? 'false')}
      />
    )
  }
  if (type === 'json') return <Textarea {...shared} ff="monospace" minRows={4} value={value} onChange={change} />
  return <TextInput {...shared} inputMode={type === 'int' ? 'numeric' : 'text'} value={value} onChange={change} />
}
