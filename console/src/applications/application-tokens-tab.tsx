import type { Answer } from '@gatehouse/api-client'
import { Section } from '@gatehouse/ui'
import { Button, Group, NumberInput, Stack, Switch } from '@mantine/core'
import { paths } from '../paths.ts'
import { useAnswer } from '../shell/api.ts'
import { inWords } from '../shell/in-words.ts'
import { OperationFormFrame, useOperationForm } from '../shell/operation-form.tsx'
import type { PageDefinition } from '../shell/page-route.ts'
import { usePlace } from '../shell/place.tsx'
import { useParam } from '../shell/use-params.ts'
import { ApplicationFrame } from './application-frame.tsx'
import { texts } from './texts.ts'
import { TOKEN_KINDS, type TokenKind } from './token-customization.ts'

const LIFETIMES = ['access_token_lifetime', 'refresh_token_lifetime', 'id_token_lifetime'] as const
const DAY_SECONDS = 86_400
/** The console advises against a lifetime above one day for these (A5-5). */
const ADVISED: readonly string[] = ['access_token_lifetime']

type Tokens = Answer<'getApplicationTokens'>['tokens']
type Values = Record<(typeof LIFETIMES)[number], number | string>

function ApplicationTokensPage() {
  const id = useParam('application')
  const { tokens } = useAnswer('getApplicationTokens', { application_id: id })
  return (
    <ApplicationFrame open="tokens">
      <Section title={texts.tokens} reason={texts.tokensReason}>
        <LifetimesForm key={id} id={id} tokens={tokens} />
      </Section>
      <Section title={texts.tokenCustomization} reason={texts.tokenCustomizationReason}>
        {TOKEN_KINDS.map((kind) => (
          <TokenKindRow key={kind} id={id} kind={kind} />
        ))}
      </Section>
      <Section title={texts.tokenIntegrations} reason={texts.tokenIntegrationsReason}>
        <HasuraForm key={id} id={id} tokens={tokens} />
      </Section>
    </ApplicationFrame>
  )
}

function LifetimesForm({ id, tokens }: { readonly id: string; readonly tokens: Tokens }) {
  const own = (name: (typeof LIFETIMES)[number]) => (tokens[name].source === 'application' ? tokens[name].value : '')
  const initialValues: Values = {
    access_token_lifetime: own('access_token_lifetime'),
    refresh_token_lifetime: own('refresh_token_lifetime'),
    id_token_lifetime: own('id_token_lifetime'),
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

/** Says what tokens of one kind carry besides what they always carry, and leads to where it is chosen. */
function TokenKindRow({ id, kind }: { readonly id: string; readonly kind: TokenKind }) {
  const place = usePlace()
  const { token_customization } = useAnswer('getTokenCustomization', { application_id: id })
  const saved = token_customization[kind]
  if (!saved) return null
  return (
    <Group justify="space-between" wrap="nowrap" align="flex-start">
      <div>
        <h3>{texts.tokenKinds[kind].name}</h3>
        <p className="quiet small">{texts.tokenCarries(saved.claims, saved.properties)}</p>
      </div>
      <Button component="a" href={paths.tokenCustomization(place, id, kind)}>
        {texts.customizeVerb}
        <span className="visually-hidden"> {texts.tokenKinds[kind].name}</span>
      </Button>
    </Group>
  )
}

function HasuraForm({ id, tokens }: { readonly id: string; readonly tokens: Tokens }) {
  const update = useOperationForm({
    operation: 'updateApplicationTokens',
    initialValues: { isMapped: tokens.is_hasura_mapping_enabled.value },
    inputOf: ({ isMapped }) => ({
      parameters: { application_id: id },
      body: { is_hasura_mapping_enabled: isMapped },
    }),
    refresh: ['getApplicationTokens', 'getTokenCustomization', 'previewToken'],
  })
  return (
    <OperationFormFrame of={update} submit={texts.saveIntegration} saved={texts.saved} isSecondary>
      <Switch
        label="Hasura"
        description={texts.hasuraHelp}
        {...update.form.getInputProps('isMapped', { type: 'checkbox' })}
      />
    </OperationFormFrame>
  )
}

export const applicationTokensPage: PageDefinition = {
  load: ({ ask, params: { application = '' } }) => [
    ask('getApplication', { application_id: application }),
    ask('getApplicationTokens', { application_id: application }),
    ask('getTokenCustomization', { application_id: application }),
  ],
  Component: ApplicationTokensPage,
}
