import type { Answer } from '@gatehouse/api-client'
import { EmptyState, ListTable, Page, Pager, State, TimeAgo, type Column } from '@gatehouse/ui'
import { Button, Group } from '@mantine/core'
import { paths } from '../paths.ts'
import { useAnswer } from '../shell/api.ts'
import type { PageDefinition } from '../shell/page-route.ts'
import { usePlace } from '../shell/place.tsx'
import { useSearchText } from '../shell/use-params.ts'
import { texts } from './texts.ts'

type Sms = Answer<'getSmsMessages'>['messages'][number]
type Values = Readonly<Record<string, string | undefined>>

const PAGE_SIZE = 50
const STATES = ['delivered', 'sent', 'queued', 'failed', 'dropped', 'inbox'] as const

function stateOf({ state }: Values): Sms['state'] | undefined {
  return STATES.find((one) => one === state)
}

function parametersOf(search: Values) {
  const { after } = search
  const state = stateOf(search)
  return { page_size: PAGE_SIZE, ...(state && { state }), ...(after && { next_token: after }) }
}

const COLUMNS: readonly Column<Sms>[] = [
  {
    name: texts.columns.to,
    show: ({ to, reason, code }) => (
      <>
        <span className="strong">{to}</span>
        {reason !== null && (
          <div className="quiet small">
            {reason} {code !== null && <code>{code}</code>}
          </div>
        )}
      </>
    ),
  },
  {
    name: texts.columns.state,
    show: ({ state }) => <State kind={texts.states[state].kind}>{texts.states[state].word}</State>,
  },
  { name: texts.columns.purpose, isExtra: true, show: ({ purpose }) => texts.purposes[purpose] ?? purpose },
  { name: texts.columns.account, isExtra: true, show: ({ account }) => texts.accounts[account] },
  { name: texts.columns.sent, show: ({ created_at: created }) => <TimeAgo at={created} /> },
]

function SmsMessagesPage() {
  const place = usePlace()
  const search = useSearchText()
  const state = stateOf(search)
  const { messages, next_token: next } = useAnswer('getSmsMessages', parametersOf(search))
  const filter = state === undefined ? {} : { state }
  return (
    <Page title={texts.listTitle} lead={texts.listLead} back={{ label: texts.back, href: paths.sms(place) }}>
      <StateFilter chosen={state} />
      <ListTable
        label={texts.listTitle}
        columns={COLUMNS}
        rows={messages}
        keyOf={({ id }) => id}
        empty={<NoMessages state={state} />}
      />
      <Pager
        caption={texts.caption}
        first={search['after'] && paths.smsMessages(place, filter)}
        next={next ? paths.smsMessages(place, { ...filter, after: next }) : undefined}
      />
    </Page>
  )
}

/** Chooses the state of the messages that are listed; the address holds it. */
function StateFilter({ chosen }: { readonly chosen: Sms['state'] | undefined }) {
  const place = usePlace()
  const all = [
    { label: texts.all, href: paths.smsMessages(place), isChosen: chosen === undefined },
    ...STATES.map((state) => ({
      label: texts.states[state].word,
      href: paths.smsMessages(place, { state }),
      isChosen: chosen === state,
    })),
  ]
  return (
    <Group component="nav" aria-label={texts.filter} gap="xs" mt="lg">
      {all.map(({ label, href, isChosen }) => (
        <Button
          key={href}
          component="a"
          size="compact-sm"
          href={href}
          variant={isChosen ? 'light' : 'default'}
          aria-current={isChosen ? 'page' : undefined}
        >
          {label}
        </Button>
      ))}
    </Group>
  )
}

function NoMessages({ state }: { readonly state: Sms['state'] | undefined }) {
  const place = usePlace()
  if (state === undefined) return <EmptyState title={texts.empty}>{texts.emptyText}</EmptyState>
  return (
    <EmptyState
      title={texts.emptyState(texts.states[state].word)}
      action={
        <Button component="a" href={paths.smsMessages(place)}>
          {texts.showAll}
        </Button>
      }
    >
      {texts.emptyStateText}
    </EmptyState>
  )
}

export const smsMessagesPage: PageDefinition = {
  load: ({ ask, search }) => [ask('getSmsMessages', parametersOf(search))],
  Component: SmsMessagesPage,
}
