import { CopyId, EmptyState, ListTable, Page, ReasonedButton, Section, type Column } from '@gatehouse/ui'
import { Textarea } from '@mantine/core'
import { paths } from '../paths.ts'
import { useAction, useAnswer, useRefusal } from '../shell/api.ts'
import { OperationFormFrame, useOperationForm } from '../shell/operation-form.tsx'
import type { PageDefinition } from '../shell/page-route.ts'
import { usePlace } from '../shell/place.tsx'
import { ProblemNote } from '../shell/problem-note.tsx'
import { useParam } from '../shell/use-params.ts'
import { readKeys, type SentKey } from './read-keys.ts'
import { texts } from './texts.ts'

type Key = SentKey & { readonly kid: string; readonly kty: string; readonly alg: string }

const COLUMNS: readonly Column<Key>[] = [
  { name: texts.keyColumns.kid, show: ({ kid }) => <CopyId value={kid} /> },
  { name: texts.keyColumns.algorithm, show: ({ kty, alg }) => `${kty}, ${alg}` },
]

function ApplicationKeysPage() {
  const place = usePlace()
  const id = useParam('application')
  const { application } = useAnswer('getApplication', { application_id: id })
  const { jwks } = useAnswer('getApplicationKeys', { application_id: id })
  return (
    <Page
      back={{ href: paths.application(place, id), label: application.name }}
      title={texts.keys}
      lead={texts.keysLead}
    >
      <Section title={texts.registeredKeys} reason={texts.registeredKeysReason}>
        <RegisteredKeys id={id} keys={jwks.keys} />
      </Section>
      <Section title={texts.addKey} reason={texts.addKeyReason}>
        <AddKeyForm key={jwks.keys.length} id={id} keys={jwks.keys} />
      </Section>
    </Page>
  )
}

interface KeysProps {
  readonly id: string
  readonly keys: readonly Key[]
}

function RegisteredKeys({ id, keys }: KeysProps) {
  const refusal = useRefusal('replaceApplicationKeys')
  const replace = useAction('replaceApplicationKeys', { refresh: ['getApplicationKeys'] })
  return (
    <>
      <ListTable<Key>
        label={texts.registeredKeys}
        columns={COLUMNS}
        rows={keys}
        keyOf={({ kid }) => kid}
        menuOf={({ kid }) => (
          <ReasonedButton
            size="compact-sm"
            reason={refusal}
            loading={replace.isPending}
            onClick={() =>
              replace.mutate({
                parameters: { application_id: id },
                body: { keys: keys.filter((key) => key.kid !== kid).map((key) => ({ ...key })) },
              })
            }
          >
            {texts.removeKey}
          </ReasonedButton>
        )}
        empty={<EmptyState title={texts.noKeys}>{texts.noKeysHelp}</EmptyState>}
      />
      <ProblemNote problem={replace.error} own={texts.problems} />
    </>
  )
}

function AddKeyForm({ id, keys }: KeysProps) {
  const add = useOperationForm({
    operation: 'replaceApplicationKeys',
    initialValues: { text: '' },
    validate: ({ text }) => (readKeys(text) ? {} : { text: texts.notAKey }),
    inputOf: ({ text }) => ({
      parameters: { application_id: id },
      body: { keys: [...keys, ...(readKeys(text) ?? [])].map((key) => ({ ...key })) },
    }),
    refresh: ['getApplicationKeys'],
    problems: texts.problems,
    fieldOf: { INVALID_PUBLIC_KEY: 'text', PRIVATE_KEY_SENT: 'text', KEY_ID_REPEATED: 'text' },
  })
  return (
    <OperationFormFrame of={add} submit={texts.addKey} isSecondary>
      <Textarea
        label={texts.keyText}
        description={texts.keyTextHelp}
        inputWrapperOrder={['label', 'input', 'description', 'error']}
        rows={7}
        spellCheck={false}
        {...add.form.getInputProps('text')}
      />
    </OperationFormFrame>
  )
}

export const applicationKeysPage: PageDefinition = {
  load: ({ ask, params: { application = '' } }) => [
    ask('getApplication', { application_id: application }),
    ask('getApplicationKeys', { application_id: application }),
  ],
  Component: ApplicationKeysPage,
}
