import { Setting } from '@gatehouse/ui'
import { Checkbox, NumberInput, Select, Stack, Switch, TagsInput, TextInput, UnstyledButton } from '@mantine/core'
import { useId, type ReactNode } from 'react'
import type { SettingState } from './use-settings-form.ts'

export interface SettingWords {
  readonly name: string
  readonly help: string
}

interface FieldProps {
  readonly state: SettingState
  readonly words: SettingWords
  /** Says a value in words. */
  readonly say?: (value: unknown) => string
  /** More behind the sentence, such as what a number means. */
  readonly more?: ReactNode
}

interface FrameProps extends FieldProps {
  readonly isWide?: boolean
  readonly control: (label: { readonly 'aria-label': string; readonly 'aria-describedby': string }) => ReactNode
}

/** Puts a control into its row, with the level that decides and the way back to the one above. */
export function SettingFrame({ state, words, say = inWords, more, isWide = false, control }: FrameProps) {
  const helpId = useId()
  const { isHere, source, isChanged, was, inherited, problem, set } = state
  const canGoBack = isHere && inherited !== undefined
  return (
    <Setting
      name={words.name}
      help={
        <>
          {words.help} {more}
        </>
      }
      helpId={helpId}
      isChanged={isChanged}
      was={isChanged ? say(was) : undefined}
      level={{ source, isHere }}
      problem={problem}
      isWide={isWide}
      wayBack={
        canGoBack && (
          <UnstyledButton className="link small" onClick={() => set(null)}>
            Use {say(inherited)}
            <span className="visually-hidden"> for {words.name}</span>
          </UnstyledButton>
        )
      }
    >
      {control({ 'aria-label': words.name, 'aria-describedby': helpId })}
    </Setting>
  )
}

export function SwitchSetting(props: FieldProps) {
  const { value, set } = props.state
  return (
    <SettingFrame
      {...props}
      control={(label) => (
        <Switch {...label} checked={value === true} onChange={(event) => set(event.currentTarget.checked)} />
      )}
    />
  )
}

/** A whole number; without a unit it is a name rather than an amount, such as a port. */
export function NumberSetting({ unit, ...props }: FieldProps & { readonly unit?: string }) {
  const { value, set, problem } = props.state
  return (
    <SettingFrame
      {...props}
      control={(label) => (
        <NumberInput
          {...label}
          w={180}
          suffix={unit === undefined ? '' : ` ${unit}`}
          allowNegative={false}
          allowDecimal={false}
          thousandSeparator={unit === undefined ? '' : ','}
          error={problem !== undefined}
          value={typeof value === 'number' || typeof value === 'string' ? value : ''}
          onChange={set}
        />
      )}
    />
  )
}

export function TextSetting({ type = 'text', ...props }: FieldProps & { readonly type?: 'text' | 'url' | 'email' }) {
  const { value, set, problem } = props.state
  return (
    <SettingFrame
      {...props}
      control={(label) => (
        <TextInput
          {...label}
          w="100%"
          type={type}
          error={problem !== undefined}
          value={typeof value === 'string' ? value : ''}
          onChange={(event) => set(event.currentTarget.value)}
        />
      )}
    />
  )
}

export function ChoiceSetting({
  choices,
  ...props
}: FieldProps & { readonly choices: readonly { readonly value: string; readonly label: string }[] }) {
  const { value, set } = props.state
  const say = (one: unknown) => choices.find((choice) => choice.value === (one ?? ''))?.label ?? inWords(one)
  return (
    <SettingFrame
      say={say}
      {...props}
      control={(label) => (
        <Select
          {...label}
          w="100%"
          data={choices}
          value={typeof value === 'string' ? value : ''}
          onChange={(next) => set(next ?? '')}
        />
      )}
    />
  )
}

/** Any number of a few things, each with its own box. */
export function ChecksSetting({
  choices,
  ...props
}: FieldProps & { readonly choices: readonly { readonly value: string; readonly label: string }[] }) {
  const { value, set } = props.state
  const nameOf = (one: string) => choices.find((choice) => choice.value === one)?.label ?? one
  const say = (chosen: unknown) => inWords(Array.isArray(chosen) ? chosen.map(String).map(nameOf) : chosen)
  return (
    <SettingFrame
      say={say}
      {...props}
      isWide
      control={(label) => (
        <Checkbox.Group {...label} value={Array.isArray(value) ? value.map(String) : []} onChange={set}>
          <Stack gap="xs">
            {choices.map((choice) => (
              <Checkbox key={choice.value} {...choice} />
            ))}
          </Stack>
        </Checkbox.Group>
      )}
    />
  )
}

/** A list of short texts, such as domains. */
export function ListSetting({ placeholder, ...props }: FieldProps & { readonly placeholder: string }) {
  const { value, set, problem } = props.state
  const items = Array.isArray(value) ? value.map(String) : []
  return (
    <SettingFrame
      {...props}
      isWide
      control={(label) => (
        <TagsInput
          {...label}
          w="100%"
          splitChars={[',', ' ', ';']}
          placeholder={items.length === 0 ? placeholder : ''}
          error={problem !== undefined}
          value={items}
          onChange={set}
        />
      )}
    />
  )
}

function inWords(value: unknown): string {
  if (value === true) return 'on'
  if (value === false) return 'off'
  if (Array.isArray(value)) return value.length === 0 ? 'none' : value.join(', ')
  if (typeof value === 'number') return value.toLocaleString()
  return typeof value === 'string' && value !== '' ? value : 'none'
}
