import type { Answer } from '@gatehouse/api-client'
import { Page, Section } from '@gatehouse/ui'
import { NumberInput, Stack } from '@mantine/core'
import { paths } from '../paths.ts'
import { useAnswer } from '../shell/api.ts'
import { inWords } from '../shell/in-words.ts'
import { OperationFormFrame, useOperationForm } from '../shell/operation-form.tsx'
import type { PageDefinition } from '../shell/page-route.ts'
import { usePlace } from '../shell/place.tsx'
import { useParam } from '../shell/use-params.ts'
import { applicationTabs } from './application-page.tsx'
import { texts } from './texts.ts'

const LIFETIMES = [
  'access_token_lifetime',
  'refresh_token_lifetime',
  'id_token_lifetime',
  'authenticated_session_lifetime',
] as const
const DAY_SECONDS = 86_400
/** Above one day the console advises against a lifetime of these (A5-5). */
const ADVISED: readonly string[] = ['access_token_lifetime', 'authenticated_session_lifetime']

type Tokens = Answer<'getApplicationTokens'>['tokens']
type Values = Record<(typeof LIFETIMES)[number], number | string>

function ApplicationTokensPage() {
  const place = usePlace()
  const id = useParam('application')
  const { application } = useAnswer('getApplication', { application_id: id })
  const { tokens } = useAnswer('getApplicationTokens', { application_id: id })
  return (
    <Page
      back={{ href: paths.applications(place), label: texts.title }}
      title={application.name}
      lead={texts.types[application.type][0]}
      tabs={applicationTabs(place, id, 'tokens')}
    >
      <Section title={texts.tokens} reason={texts.tokensReason}>
        <LifetimesForm key={id} id={id} tokens={tokens} />
      </Section>
    </Page>
  )
}

function LifetimesForm({ id, tokens }: { readonly id: string; readonly tokens: Tokens }) {
  const own = (name: (typeof LIFETIMES)[number]) => (tokens[name].source === 'application' ? tokens[name].value : '')
  const initialValues: Values = {
    access_token_lifetime: own('access_token_lifetime'),
    refresh_token_lifetime: own('refresh_token_lifetime'),
    id_token_lifetime: own('id_token_lifetime'),
    authenticated_session_lifetime: own('authenticated_session_lifetime'),
  }
  const update = useOperationForm({
    operation: 'updateApplicationTokens',
    initialValues,
    inputOf: (values) => ({
      parameters: { application_id: id },
      body: Object.fromEntries(LIFETIMES.map((name) => [name, values[name] === '' ? null : Number(values[name])])),
    }),
    refresh: ['getApplicationTokens'],
    problems: texts.problems,
    fieldOf: { REFRESH_TOKEN_LIFETIME_TOO_SHORT: 'refresh_token_lifetime' },
  })
  return (
    <OperationFormFrame of={update} submit={texts.save} saved={texts.saved}>
      <Stack gap="md">
        {LIFETIMES.map((name) => (
          <NumberInput
            key={name}
            label={texts.lifetimes[name]}
            description={descriptionOf(name, update.form.values[name], tokens)}
            inputWrapperOrder={['label', 'input', 'description', 'error']}
            allowNegative={false}
            allowDecimal={false}
            thousandSeparator=","
            {...update.form.getInputProps(name)}
          />
        ))}
      </Stack>
    </OperationFormFrame>
  )
}

function descriptionOf(name: (typeof LIFETIMES)[number], typed: number | string, tokens: Tokens): string {
  if (typed === '') return texts.inherited(inWords(tokens[name].value), texts.sources[tokens[name].source])
  const seconds = Number(typed)
  const advice = ADVISED.includes(name) && seconds > DAY_SECONDS ? ` ${texts.longAdvice}` : ''
  return `${inWords(seconds)}.${advice}`
}

export const applicationTokensPage: PageDefinition = {
  load: ({ ask, params: { application = '' } }) => [
    ask('getApplication', { application_id: application }),
    ask('getApplicationTokens', { application_id: application }),
  ],
  Component: ApplicationTokensPage,
}
