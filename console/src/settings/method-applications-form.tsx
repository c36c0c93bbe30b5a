import { EmptyState, Pager } from '@gatehouse/ui'
import { Button, Stack, Switch } from '@mantine/core'
import { useState } from 'react'
import { paths, type Place } from '../paths.ts'
import { useAction, useAnswer, useRefusal } from '../shell/api.ts'
import { FormButtons } from '../shell/form-buttons.tsx'
import { usePlace } from '../shell/place.tsx'
import { ProblemNote } from '../shell/problem-note.tsx'
import { useSearchText } from '../shell/use-params.ts'
import type { EmailMethod } from './method-tile.tsx'
import { texts } from './texts.ts'

const words = texts.methodDialog
const OTHER = { 'email:otp': 'email:password', 'email:password': 'email:otp' } as const

interface MethodApplicationsFormProps {
  readonly method: EmailMethod
  readonly onClose: () => void
}

/** Which applications use a method. Off means the other method: an application has one, never both. */
export function MethodApplicationsForm({ method, onClose }: MethodApplicationsFormProps) {
  const place = usePlace()
  const { after } = useSearchText()
  const { applications, next_token } = useAnswer('getEmailMethods', {
    page_size: 100,
    ...(after !== undefined && { next_token: after }),
  })
  const refusal = useRefusal('updateEmailMethods')
  const [chosen, setChosen] = useState<Readonly<Record<string, boolean>>>({})
  const update = useAction('updateEmailMethods', {
    refresh: ['getEmailMethods', 'getApplicationSettings'],
    onDone: onClose,
  })
  const changes = applications
    .filter(({ id, email_method: { value } }) => chosen[id] !== undefined && chosen[id] !== (value === method))
    .map(({ id }) => ({ id, email_method: chosen[id] === true ? method : OTHER[method] }))
  if (applications.length === 0) return <NoApplications place={place} />
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        if (changes.length === 0) onClose()
        else update.mutate({ body: { applications: changes } })
      }}
    >
      <p className="quiet">{words.text[method]}</p>
      <fieldset disabled={refusal !== undefined} aria-label={words.applications}>
        <Stack gap="sm" mt="lg">
          {applications.map(({ id, name, email_method: { value, source } }) => (
            <Switch
              key={id}
              label={name}
              description={chosen[id] === undefined ? levelWords(source) : words.own}
              checked={chosen[id] ?? value === method}
              onChange={(event) => setChosen({ ...chosen, [id]: event.currentTarget.checked })}
            />
          ))}
        </Stack>
      </fieldset>
      <MethodPager place={place} method={method} after={after} next={next_token} />
      <ProblemNote problem={update.error} own={texts.problems} />
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
  readonly method: EmailMethod
  readonly after: string | undefined
  readonly next: string | undefined
}

function MethodPager({ place, method, after, next }: MethodPagerProps) {
  if (after === undefined && next === undefined) return null
  const address = method === 'email:otp' ? paths.emailCodeMethod : paths.emailPasswordMethod
  return (
    <Pager
      caption={words.caption}
      first={after && address(place)}
      next={next ? address(place, { after: next }) : undefined}
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
