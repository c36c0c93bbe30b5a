import { Button, Checkbox, Group, Popover, Select, Stack } from '@mantine/core'
import { IconColumns } from '@tabler/icons-react'
import { useDebouncedValue } from '@mantine/hooks'
import { useState } from 'react'
import { paths } from '../paths.ts'
import { useLateAnswer } from '../shell/api.ts'
import { usePlace } from '../shell/place.tsx'
import { useGo } from '../shell/use-go.ts'
import { useSearchText } from '../shell/use-params.ts'
import { texts } from './texts.ts'
import { columnChoices } from './user-columns.tsx'
import { SORTS } from './user-list-search.ts'

type Change = Readonly<Record<string, string | undefined>>

/** Returns a function that changes parts of the address; the list then begins at its start. */
function useNarrow(): (change: Change) => void {
  const place = usePlace()
  const go = useGo()
  const { after: _after, ...search } = useSearchText()
  return (change) => go(paths.users(place, { ...search, ...change }))
}

/** Narrows the list by state, organization and role, and chooses order and columns; the address holds all of it. */
export function UserFilters() {
  const narrow = useNarrow()
  const { q, state, role, sort } = useSearchText()
  const roles = useLateAnswer('GetRoles', { page_size: 500, sort: 'name_asc' })?.roles ?? []
  return (
    <Group gap="xs" mt="sm" align="flex-end">
      <Select
        w={170}
        label={texts.filters.state}
        data={Object.entries(texts.states).map(([value, label]) => ({ value, label }))}
        value={state ?? ''}
        onChange={(next) => narrow({ state: next ?? undefined })}
      />
      <OrganizationFilter />
      <Select
        w={190}
        label={texts.filters.role}
        placeholder={texts.anyRole}
        clearable
        searchable
        clearButtonProps={{ 'aria-label': texts.clearRole }}
        data={roles.map(({ id, name }) => ({ value: id, label: name }))}
        value={role ?? null}
        onChange={(next) => narrow({ role: next ?? undefined })}
      />
      <Select
        w={190}
        label={texts.filters.sort}
        disabled={q !== undefined}
        data={
          q === undefined
            ? SORTS.map((value) => ({ value, label: texts.sorts[value] ?? value }))
            : [texts.sortedByWords]
        }
        value={q === undefined ? (sort ?? 'created_asc') : texts.sortedByWords}
        onChange={(next) => narrow({ sort: next ?? undefined })}
      />
      <Columns />
    </Group>
  )
}

function OrganizationFilter() {
  const narrow = useNarrow()
  const { org } = useSearchText()
  const [text, setText] = useState('')
  const [asked] = useDebouncedValue(text.trim(), 200)
  const chosen = useLateAnswer('getOrganization', org === undefined ? undefined : { code: org })
  const first = useLateAnswer('getOrganizations', { page_size: 20, sort: 'name_asc' })
  const isTyped = asked !== '' && asked !== chosen?.name
  const found = useLateAnswer('searchOrganizations', isTyped ? { query: asked, page_size: 20 } : undefined)
  const all = [...(chosen ? [chosen] : []), ...(first?.organizations ?? []), ...(found?.organizations ?? [])]
  const choices = new Map(all.map(({ code, name }) => [code, { value: code, label: `${name} (${code})` }]))
  return (
    <Select
      w={230}
      label={texts.filters.organization}
      placeholder={texts.anyOrganization}
      clearable
      searchable
      clearButtonProps={{ 'aria-label': texts.clearOrganization }}
      nothingFoundMessage={texts.noOrganizationFound}
      data={[...choices.values()]}
      value={org ?? null}
      onSearchChange={setText}
      onChange={(next) => narrow({ org: next ?? undefined })}
    />
  )
}

function Columns() {
  const narrow = useNarrow()
  const choices = columnChoices(useSearchText()['columns'])
  const toggle = (key: string) =>
    narrow({
      columns: choices
        .filter((choice) => (choice.key === key ? !choice.isShown : choice.isShown))
        .map((choice) => choice.key)
        .join(','),
    })
  return (
    <Popover position="bottom-end" shadow="md" radius={10} trapFocus>
      <Popover.Target>
        <Button variant="subtle" leftSection={<IconColumns size={16} stroke={1.5} />}>
          {texts.chooseColumns}
        </Button>
      </Popover.Target>
      <Popover.Dropdown>
        <Stack gap="xs">
          {choices.map(({ key, name, isShown }) => (
            <Checkbox key={key} label={name} checked={isShown} onChange={() => toggle(key)} />
          ))}
        </Stack>
      </Popover.Dropdown>
    </Popover>
  )
}
