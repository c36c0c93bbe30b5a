import type { Answer, Problem } from '@gatehouse/api-client'
import { Button, Checkbox, Group, Stack, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useAction, useRefresh, useRefusal } from '../shell/api.ts'
import { FormButtons } from '../shell/form-buttons.tsx'
import { LeaveGuard } from '../shell/leave-guard.tsx'
import { useHere } from '../shell/place.tsx'
import { ProblemNote } from '../shell/problem-note.tsx'
import { texts } from './texts.ts'

interface ChooseScopesFormProps {
  readonly target: { readonly api_id: string; readonly application_id: string }
  readonly isManagement: boolean
  readonly scopes: Answer<'getAPIScopes'>['scopes']
  /** The ids of those that the application has now. */
  readonly granted: readonly string[]
}

const MANY = 12

/** Chooses the scopes that an application may ask for; of the Management API only those that the person holds. */
export function ChooseScopesForm({ target, isManagement, scopes, granted }: ChooseScopesFormProps) {
  const { business, session } = useHere()
  const [chosen, setChosen] = useState<readonly string[]>(granted)
  const [text, setText] = useState('')
  const { save, isBusy, problem } = useScopeChanges(target)
  const refusal = useRefusal('addAPIApplicationScope')
  const held = session.scopes[business.role] ?? []
  const isHeld = (key: string) => !isManagement || held.includes(key)
  const added = chosen.filter((id) => !granted.includes(id))
  const removed = granted.filter((id) => !chosen.includes(id))
  const shown = scopes.filter(({ key, description }) =>
    `${key} ${description}`.toLowerCase().includes(text.toLowerCase()),
  )
  const count = added.length + removed.length
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        void save({ added, removed })
      }}
    >
      <Stack gap="md" mt="lg">
        {scopes.length > MANY && (
          <Group align="flex-end">
            <TextInput
              label={texts.findScopes}
              value={text}
              onChange={({ currentTarget }) => setText(currentTarget.value)}
            />
            <Button
              onClick={() =>
                setChosen([...new Set([...chosen, ...shown.filter(({ key }) => isHeld(key)).map(({ id }) => id)])])
              }
            >
              {texts.chooseShown(shown.length)}
            </Button>
          </Group>
        )}
        <Checkbox.Group value={[...chosen]} onChange={setChosen} label={texts.scopes}>
          <Stack gap="sm" mt="xs">
            {shown.map(({ id, key, description }) => (
              <Checkbox
                key={id}
                value={id}
                disabled={refusal !== undefined || !isHeld(key)}
                label={<code>{key}</code>}
                description={isHeld(key) ? description : texts.scopeNotHeld}
              />
            ))}
          </Stack>
        </Checkbox.Group>
      </Stack>
      <ProblemNote problem={problem} own={texts.problems} />
      {count > 0 && <FormButtons submit={texts.saveScopes(count)} reason={refusal} isBusy={isBusy} />}
      <LeaveGuard changed={() => (count > 0 ? [texts.scopes] : [])} />
    </form>
  )
}

/** Gives and takes scopes one after the other; the first problem ends it, and the page shows how far it came. */
function useScopeChanges(target: ChooseScopesFormProps['target']) {
  const add = useAction('addAPIApplicationScope', { refresh: [] })
  const remove = useAction('deleteAPIApplicationScope', { refresh: [] })
  const refresh = useRefresh()
  const save = async ({ added, removed }: { added: readonly string[]; removed: readonly string[] }) => {
    try {
      for (const scope of removed) await remove.mutateAsync({ parameters: { ...target, scope_id: scope } })
      for (const scope of added) await add.mutateAsync({ parameters: { ...target, scope_id: scope } })
    } catch {
      // Each mutation keeps its problem, and the form shows it.
    } finally {
      await refresh(['getApplicationAPIs', 'previewToken'])
    }
  }
  const problem: Problem | null = remove.error ?? add.error
  return { save, problem, isBusy: add.isPending || remove.isPending }
}
