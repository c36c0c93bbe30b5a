import { Select } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { useState } from 'react'
import { useAnswer, useLateAnswer } from '../shell/api.ts'
import { texts } from './texts.ts'

interface PersonSelectProps {
  readonly label: string
  readonly value: string | undefined
  readonly onChange: (user: string) => void
}

interface Option {
  readonly value: string
  readonly label: string
}

/** Chooses a user: the first ones are offered at once, others are found by what one types. */
export function PersonSelect({ label, value, onChange }: PersonSelectProps) {
  const [text, setText] = useState('')
  const [asked] = useDebouncedValue(text.trim(), 200)
  const [chosen, setChosen] = useState<Option>()
  const { users } = useAnswer('getUsers', { page_size: 20 })
  const isAsked = asked !== '' && asked !== chosen?.label
  const found = useLateAnswer('searchUsers', isAsked ? { query: asked, page_size: 20 } : undefined)
  const people: readonly Named[] = isAsked ? (found?.results ?? []) : users
  const options = people.map((person) => ({ value: person.id, label: nameOf(person) }))
  const isMissing = chosen !== undefined && !options.some((option) => option.value === chosen.value)
  return (
    <Select
      label={label}
      searchable
      data={isMissing ? [...options, chosen] : options}
      filter={({ options: all }) => all}
      value={value ?? null}
      searchValue={text}
      onSearchChange={setText}
      nothingFoundMessage={texts.nobodyFound}
      onChange={(id, option) => {
        if (id === null || option === null) return
        setChosen(option)
        onChange(id)
      }}
    />
  )
}

interface Named {
  readonly id: string
  readonly first_name?: string
  readonly last_name?: string
  readonly email?: string | null
}

function nameOf({ id, first_name, last_name, email }: Named): string {
  const name = [first_name, last_name].filter(Boolean).join(' ')
  if (name === '') return email ?? id
  return email ? `${name} (${email})` : name
}
