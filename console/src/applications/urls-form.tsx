import { ActionIcon, Button, Group, Stack, TextInput } from '@mantine/core'
import { IconPlus, IconTrash } from '@tabler/icons-react'
import { useState } from 'react'
import { useAction, useRefusal } from '../shell/api.ts'
import { FormButtons } from '../shell/form-buttons.tsx'
import { LeaveGuard } from '../shell/leave-guard.tsx'
import { ProblemNote } from '../shell/problem-note.tsx'
import { useHere } from '../shell/place.tsx'
import { texts } from './texts.ts'
import { adviseOnUrl } from './url-advice.ts'

interface UrlsFormProps {
  readonly operation: 'replaceRedirectCallbackURLs' | 'replaceLogoutRedirectURLs'
  readonly refresh: 'getCallbackURLs' | 'getLogoutURLs'
  readonly label: string
  readonly applicationId: string
  readonly urls: readonly string[]
}

/** One list of URLs, each on a line of its own and looked at as one types. */
export function UrlsForm({ operation, refresh, label, applicationId, urls }: UrlsFormProps) {
  const { environment } = useHere()
  const refusal = useRefusal(operation)
  const [lines, setLines] = useState<readonly string[]>(urls.length > 0 ? urls : [''])
  const save = useAction(operation, { refresh: [refresh] })
  const wanted = lines.map((line) => line.trim()).filter((line) => line !== '')
  const advice = lines.map((line) => adviseOnUrl(line.trim(), { isProduction: environment.is_production }))
  const refused = advice.filter((found) => found?.kind === 'refused').length
  const isChanged = wanted.join('\n') !== urls.join('\n')
  const put = (at: number, line: string) => setLines(lines.map((before, index) => (index === at ? line : before)))
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        save.mutate({ parameters: { app_id: applicationId }, body: { urls: wanted } })
      }}
    >
      <fieldset disabled={refusal !== undefined} aria-label={label}>
        <Stack gap="sm">
          <span className="strong">{label}</span>
          {lines.map((line, index) => (
            <UrlLine
              key={index}
              label={`${label}, ${String(index + 1)}`}
              line={line}
              advice={advice[index]}
              onChange={(value) => put(index, value)}
              onRemove={() => setLines(lines.filter((_, at) => at !== index))}
            />
          ))}
        </Stack>
        <Button mt="sm" size="compact-sm" leftSection={<IconPlus size={16} />} onClick={() => setLines([...lines, ''])}>
          {texts.addUrl}
        </Button>
      </fieldset>
      <ProblemNote problem={save.error} own={texts.problems} />
      <LeaveGuard changed={() => (isChanged ? [label] : [])} />
      {isChanged && (
        <FormButtons
          submit={texts.saveUrls}
          reason={refusal ?? (refused > 0 ? texts.notAccepted(refused) : undefined)}
          isBusy={save.isPending}
        />
      )}
    </form>
  )
}

interface UrlLineProps {
  readonly label: string
  readonly line: string
  readonly advice: ReturnType<typeof adviseOnUrl>
  readonly onChange: (value: string) => void
  readonly onRemove: () => void
}

function UrlLine({ label, line, advice, onChange, onRemove }: UrlLineProps) {
  return (
    <Group gap="xs" wrap="nowrap" align="flex-start">
      <TextInput
        flex={1}
        aria-label={label}
        type="url"
        spellCheck={false}
        value={line}
        onChange={(event) => onChange(event.currentTarget.value)}
        error={advice?.kind === 'refused' && advice.text}
        description={advice?.kind === 'unusual' && advice.text}
        inputWrapperOrder={['label', 'input', 'description', 'error']}
      />
      <ActionIcon variant="subtle" color="gray" size={36} onClick={onRemove} aria-label={texts.removeUrl(line)}>
        <IconTrash size={18} stroke={1.5} />
      </ActionIcon>
    </Group>
  )
}
