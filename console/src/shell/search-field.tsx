import { Button, Group, TextInput } from '@mantine/core'
import { IconSearch } from '@tabler/icons-react'
import { useGo } from './use-go.ts'

interface SearchFieldProps {
  readonly query: string
  readonly label: string
  readonly submit: string
  readonly hrefOf: (query: string) => string
}

/** Searches a list on submit; the address holds what was searched for. */
export function SearchField({ query, label, submit, hrefOf }: SearchFieldProps) {
  const go = useGo()
  return (
    <form
      role="search"
      onSubmit={(event) => {
        event.preventDefault()
        go(hrefOf(String(new FormData(event.currentTarget).get('q') ?? '').trim()))
      }}
    >
      <Group mt="lg" gap="xs">
        <TextInput
          flex="0 1 340px"
          name="q"
          defaultValue={query}
          aria-label={label}
          placeholder={label}
          leftSection={<IconSearch size={16} stroke={1.5} />}
        />
        <Button type="submit">{submit}</Button>
      </Group>
    </form>
  )
}
