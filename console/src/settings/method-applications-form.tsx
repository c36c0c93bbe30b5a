import { CopyField, EmptyState, Pager } from '@gatehouse/ui'
import { Button, Stack, Switch } from '@mantine/core'
import { useState } from 'react'
import { connectionTexts, STRATEGIES, type MethodSlug } from '../connections/index.ts'
import { paths, type Place } from '../paths.ts'
import { useAction, useKeptAnswer, useRefusal } from '../shell/api.ts'
import { FormButtons } from '../shell/form-buttons.tsx'
import { usePlace } from '../shell/place.tsx'
import { ProblemNote } from '../shell/problem-note.tsx'
import { useSearchText } from '../shell/use-params.ts'
import { texts } from './texts.ts'

const words = texts.methodDialog
const REFRESHED = ['getConnectionApplications', 'GetApplicationConnections', 'getApplicationSettings'] as const

interface MethodApplicationsFormProps {
  readonly method: MethodSlug
  readonly connectionId: string
  readonly onClose: () => void
}

/** The id of a method, and the applications that use it. */
export function MethodApplicationsForm({ method, connectionId, onClose }: MethodApplicationsFormProps) {
  const place = usePlace()
  const { after } = useSearchText()
  const answer = useKeptAnswer('getConnectionApplications', {
    connection_id: connectionId,
    page_size: 100,
    ...(after !== undefined && { next_token: after }),
  })
  const refusal = useRefusal('updateConnectionApplications')
  const [chosen, setChosen] = useState<Readonly<Record<string, boolean>>>({})
  const update = useAction('updateConnectionApplications', { refresh: REFRESHED, onDone: onClose })
  if (!answer) return null
  const { applications, next_token } = answer
  const changes = applications.flatMap(({ id, is_enabled }) => {
    const wanted = chosen[id] ?? is_enabled
    return wanted === is_enabled ? [] : [{ id, is_enabled: wanted }]
  })
  const save = () => {
    if (changes.length === 0) onClose()
    else update.mutate({ parameters: { connection_id: connectionId }, body: { applications: changes } })
  }
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        save()
      }}
    >
      <p className="quiet">{connectionTexts.help[STRATEGIES[method]]}</p>
      <CopyField label={words.id} value={connectionId} />
      {applications.length === 0 && <NoApplications place={place} />}
      <fieldset disabled={refusal !== undefined} aria-label={words.applications}>
        <Stack gap="sm" mt="lg">
          {applications.map(({ id, name, is_enabled, source }) => (
            <Switch
              key={id}
              label={name}
              description={chosen[id] === undefined ? levelWords(source) : words.own}
              checked={chosen[id] ?? is_enabled}
              onChange={(event) => setChosen({ ...chosen, [id]: event.currentTarget.checked })}
            />
          ))}
        </Stack>
      </fieldset>
      <p className="small quiet">{connectionTexts.exclusive}</p>
      <MethodPager place={place} method={method} after={after} next={next_token} />
      <ProblemNote problem={update.error} own={connectionTexts.problems} />
      <FormButtons
        submit={words.save}
        reason={refusal}
        isBusy={update.isPending}
        cancel={{ label: words.cancel, onClick: onClose }}
      />
    </form>
  )
}

function levelWords(source: string): string {
  return source === 'application' ? words.own : words.inherited
}

interface MethodPagerProps {
  readonly place: Place
  readonly method: MethodSlug
  readonly after: string | undefined
  readonly next: string | undefined
}

function MethodPager({ place, method, after, next }: MethodPagerProps) {
  if (after === undefined && next === undefined) return null
  return (
    <Pager
      caption={words.caption}
      first={after && paths.method(place, method)}
      next={next ? paths.method(place, method, { after: next }) : undefined}
    />
  )
}

function NoApplications({ place }: { readonly place: Place }) {
  return (
    <EmptyState
      title={words.emptyTitle}
      action={
        <Button component="a" href={paths.newApplication(place)} variant="filled">
          {words.create}
        </Button>
      }
    >
      {words.empty}
    </EmptyState>
  )
}
