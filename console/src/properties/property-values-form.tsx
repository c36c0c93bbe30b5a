import type { Answer, Problem } from '@gatehouse/api-client'
import { Section, Tag, UnsavedBar } from '@gatehouse/ui'
import { Stack, Textarea, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useAnswer } from '../shell/api.ts'
import { LeaveGuard } from '../shell/leave-guard.tsx'
import { ProblemNote } from '../shell/problem-note.tsx'
import { definitionsQuery, loadDefinitions, useCategories, type Category, type Property } from './property-queries.ts'
import { texts, type Context } from './texts.ts'

type Values = Answer<'GetUserPropertyValues'>['properties']
type Changes = Readonly<Record<string, string>>

/** Fetches the parts that `PropertyValuesForm` shows besides the values. */
export const valuesQuery = loadDefinitions

interface PropertyValuesFormProps {
  readonly context: Context
  /** The values of one owner. */
  readonly values: Values
  /** Why they cannot be changed. */
  readonly refusal: string | undefined
  readonly isBusy: boolean
  readonly isSaved: boolean
  readonly problem: Problem | null
  readonly onSave: (changed: Changes) => void
}

/** Shows all values of one owner by category, and sends those that were changed. */
export function PropertyValuesForm(props: PropertyValuesFormProps) {
  const { context, values, refusal, isBusy, isSaved, problem, onSave } = props
  const { properties } = useAnswer('GetProperties', definitionsQuery(context))
  const categories = useCategories(context)
  const [typed, setTyped] = useState<Changes>({})
  const saved = new Map(values.map(({ key, value }) => [key, value ?? '']))
  const changed = properties.filter(({ key }) => typed[key] !== undefined && typed[key] !== saved.get(key))
  const names = changed.map(({ name }) => name)
  const groups = groupsOf(properties, categories, (key) => saved.get(key) !== '')
  const field = (property: Property) => (
    <ValueField
      key={property.id}
      property={property}
      isFixed={refusal !== undefined}
      value={typed[property.key] ?? saved.get(property.key) ?? ''}
      onChange={(value) => setTyped({ ...typed, [property.key]: value })}
    />
  )
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        onSave(Object.fromEntries(changed.map(({ key }) => [key, typed[key] ?? ''])))
      }}
    >
      <LeaveGuard changed={() => names} />
      {groups.map(({ id, name, shown, folded }) => (
        <Section key={id} title={name}>
          <Stack gap="md">{shown.map(field)}</Stack>
          {folded.length > 0 && (
            <details>
              <summary>{texts.folded(folded.length)}</summary>
              <Stack gap="md" mt="md">
                {folded.map(field)}
              </Stack>
            </details>
          )}
        </Section>
      ))}
      <UnsavedBar
        changed={names}
        save={texts.valueChanges(changed.length)}
        reason={refusal}
        isBusy={isBusy}
        problem={<ProblemNote problem={problem} own={texts.problems} />}
        saved={isSaved && texts.valuesSaved}
        onDiscard={() => setTyped({})}
      />
    </form>
  )
}

/** Returns own properties first; those of Gatehouse without a value are folded away. */
function groupsOf(
  properties: readonly Property[],
  categories: readonly Category[],
  hasValue: (key: string) => boolean,
) {
  const groups = categories.flatMap(({ id, name }) => {
    const here = properties.filter(({ category_id }) => category_id === id)
    const isShown = ({ key, is_kinde_property }: Property) => !is_kinde_property || hasValue(key)
    return here.length === 0
      ? []
      : [{ id, name, shown: here.filter(isShown), folded: here.filter((property) => !isShown(property)) }]
  })
  const isOwn = ({ shown }: { readonly shown: readonly Property[] }) =>
    shown.some(({ is_kinde_property }) => !is_kinde_property)
  return [...groups.filter(isOwn), ...groups.filter((group) => !isOwn(group))]
}

interface ValueFieldProps {
  readonly property: Property
  readonly isFixed: boolean
  readonly value: string
  readonly onChange: (value: string) => void
}

function ValueField({ property, isFixed, value, onChange }: ValueFieldProps) {
  const { key, name, description, type, is_private } = property
  const shared = {
    label: (
      <>
        {name} <code className="quiet">{key}</code> {is_private && <Tag>{texts.isPrivate}</Tag>}
      </>
    ),
    description,
    disabled: isFixed,
    value,
    onChange: (event: { readonly currentTarget: { readonly value: string } }) => onChange(event.currentTarget.value),
  }
  return type === 'multi_line_text' ? (
    <Textarea {...shared} maxLength={10_000} />
  ) : (
    <TextInput {...shared} maxLength={1_000} autoComplete="off" />
  )
}
