import type { Answer } from '@gatehouse/api-client'
import { EmptyState, Note, Page, Section, State } from '@gatehouse/ui'
import { Button, Switch } from '@mantine/core'
import { paths, type Place } from '../paths.ts'
import { useAnswer } from '../shell/api.ts'
import { OperationFormFrame, useOperationForm } from '../shell/operation-form.tsx'
import type { PageDefinition } from '../shell/page-route.ts'
import { useHere, usePlace } from '../shell/place.tsx'
import { sessionQuery } from '../shell/session.ts'
import { useQueryClient } from '@tanstack/react-query'
import { useRouter } from '@tanstack/react-router'
import { ChecklistItem } from './checklist-item.tsx'
import { texts } from './texts.ts'

const words = texts.goLive
/** The code of the one production environment of every business. */
const PRODUCTION = { environment_code: 'production' } as const

type GoLive = Answer<'getGoLiveChecklist'>['go_live']

function GoLivePage() {
  const place = usePlace()
  const { environment } = useHere()
  const { go_live: goLive } = useAnswer('getGoLiveChecklist', PRODUCTION)
  const required = goLive.items.filter(({ is_required }) => is_required)
  const recommended = goLive.items.filter(({ is_required }) => !is_required)
  return (
    <Page title={words.title} lead={words.lead}>
      {!environment.is_production && <ElsewhereNote place={place} />}
      <Section title={words.required} reason={words.requiredReason}>
        <Items items={required} place={place} />
      </Section>
      <Section title={words.recommended} reason={words.recommendedReason}>
        <Items items={recommended} place={place} />
      </Section>
      {environment.is_production && (
        <Section title={words.status} reason={words.statusReason}>
          <State kind={goLive.is_live ? 'active' : 'none'}>{goLive.is_live ? words.live : words.notLive}</State>
          <LiveForm goLive={goLive} />
        </Section>
      )}
    </Page>
  )
}

function Items({ items, place }: { readonly items: GoLive['items']; readonly place: Place }) {
  return (
    <ul>
      {items.map((item) => (
        <ChecklistItem key={item.code} item={item} place={{ ...place, environment: 'production' }} />
      ))}
    </ul>
  )
}

function ElsewhereNote({ place }: { readonly place: Place }) {
  return (
    <EmptyState
      title={words.notProductionTitle}
      action={
        <Button component="a" href={paths.goLive({ ...place, environment: 'production' })}>
          {words.toProduction}
        </Button>
      }
    >
      {words.notProduction}
    </EmptyState>
  )
}

function LiveForm({ goLive: { is_live: isLive, items } }: { readonly goLive: GoLive }) {
  const queries = useQueryClient()
  const router = useRouter()
  const missing = items.filter(({ is_required, is_done }) => is_required && !is_done)
  const live = useOperationForm({
    operation: 'updateEnvironment',
    initialValues: { isLive },
    inputOf: (values) => ({ parameters: PRODUCTION, body: { is_live: values.isLive } }),
    refresh: ['getGoLiveChecklist', 'getEnvironment', 'listEnvironments'],
    onDone: async () => {
      await queries.refetchQueries({ queryKey: sessionQuery.queryKey })
      await router.invalidate()
    },
    problems: words.problems,
    fieldOf: { NOT_READY_FOR_LIVE: 'isLive' },
  })
  return (
    <OperationFormFrame of={live} submit={words.save} saved={words.saved}>
      <Switch label={words.switch} {...live.form.getInputProps('isLive', { type: 'checkbox' })} />
      {missing.length > 0 && <Note kind="warning">{words.missing(missing.map(({ code }) => nameOf(code)))}</Note>}
    </OperationFormFrame>
  )
}

function nameOf(code: string): string {
  return Object.entries(words.items).find(([known]) => known === code)?.[1].name ?? code
}

export const goLivePage: PageDefinition = {
  load: ({ ask }) => [ask('getGoLiveChecklist', PRODUCTION)],
  Component: GoLivePage,
}
