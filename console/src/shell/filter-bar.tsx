import { Button, Group, NativeSelect, TextInput } from '@mantine/core'
import classes from './filter-bar.module.css'
import { useGo } from './use-go.ts'

type Values = Readonly<Record<string, string | undefined>>

interface FilterField {
  /** The name in the address. */
  readonly name: string
  readonly label: string
}

export interface FilterChoice extends FilterField {
  /** Values with their words; without one the filter is off. */
  readonly options: readonly (readonly [value: string, words: string])[]
  readonly all: string
}

export interface FilterText extends FilterField {
  readonly placeholder?: string
  readonly suggestions?: readonly string[]
}

export interface FilterBarProps {
  readonly values: Values
  readonly texts: readonly FilterText[]
  readonly choices: readonly FilterChoice[]
  readonly submit: string
  readonly clear: string
  readonly hrefOf: (values: Values) => string
}

/** Filters of a list: choices act at once, texts on submit; the address holds them. */
export function FilterBar({ values, texts, choices, submit, clear, hrefOf }: FilterBarProps) {
  const go = useGo()
  const names = [...texts, ...choices].map(({ name }) => name)
  const isOn = names.some((name) => values[name])
  const set = (changed: Values) => go(hrefOf({ ...values, ...changed, after: undefined }))
  return (
    <form
      role="search"
      className={classes['bar']}
      onSubmit={(event) => {
        event.preventDefault()
        const form = new FormData(event.currentTarget)
        set(Object.fromEntries(texts.map(({ name }) => [name, String(form.get(name) ?? '').trim()])))
      }}
    >
      {texts.map(({ name, label, placeholder, suggestions }) => (
        <TextInput
          key={`${name} ${values[name] ?? ''}`}
          className={classes['text'] ?? ''}
          name={name}
          label={label}
          defaultValue={values[name]}
          {...(placeholder === undefined ? {} : { placeholder })}
          {...(suggestions === undefined ? {} : { list: `${name}-suggestions` })}
        />
      ))}
      {texts.map(({ name, suggestions }) => suggestions && <Suggestions key={name} name={name} values={suggestions} />)}
      {choices.map(({ name, label, options, all }) => (
        <NativeSelect
          key={name}
          label={label}
          value={values[name] ?? ''}
          data={[{ value: '', label: all }, ...options.map(([value, words]) => ({ value, label: words }))]}
          onChange={(event) => set({ [name]: event.currentTarget.value })}
        />
      ))}
      <Group gap="xs">
        {texts.length > 0 && <Button type="submit">{submit}</Button>}
        {isOn && (
          <Button component="a" variant="subtle" href={hrefOf({})}>
            {clear}
          </Button>
        )}
      </Group>
    </form>
  )
}

function Suggestions({ name, values }: { readonly name: string; readonly values: readonly string[] }) {
  return (
    <datalist id={`${name}-suggestions`}>
      {values.map((value) => (
        <option key={value} value={value} />
      ))}
    </datalist>
  )
}
