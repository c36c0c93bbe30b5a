import type { Answer } from '@gatehouse/api-client'
import { Page, Section } from '@gatehouse/ui'
import { useState } from 'react'
import { paths } from '../paths.ts'
import { useAction, useAnswer, useRefusal } from '../shell/api.ts'
import { FormButtons } from '../shell/form-buttons.tsx'
import { LeaveGuard } from '../shell/leave-guard.tsx'
import type { PageDefinition } from '../shell/page-route.ts'
import { usePlace } from '../shell/place.tsx'
import { NotFoundPage } from '../shell/problem-page.tsx'
import { ProblemNote } from '../shell/problem-note.tsx'
import { useParam } from '../shell/use-params.ts'
import { ChooseClaims } from './choose-claims.tsx'
import { texts } from './texts.ts'
import {
  bodyOf,
  choiceOf,
  CONTEXTS,
  draftOf,
  isSameChoice,
  isTokenKind,
  type TokenChoice,
  type TokenKind,
} from './token-customization.ts'
import { TokenPreview } from './token-preview.tsx'

const ALL_PROPERTIES = { page_size: 500 } as const

function TokenCustomizationPage() {
  const place = usePlace()
  const id = useParam('application')
  const kind = useParam('kind')
  const { application } = useAnswer('getApplication', { application_id: id })
  const { token_customization } = useAnswer('getTokenCustomization', { application_id: id })
  const saved = isTokenKind(kind) ? choiceOf(token_customization, kind) : undefined
  if (!isTokenKind(kind) || !saved) return <NotFoundPage />
  return (
    <Page
      back={{ href: paths.applicationTokens(place, id), label: `${application.name}: ${texts.tokens}` }}
      title={texts.customize(texts.tokenKinds[kind].name)}
      lead={texts.tokenKinds[kind].help}
    >
      <Customize key={kind} application={application} kind={kind} saved={saved} />
    </Page>
  )
}

interface CustomizeProps {
  readonly application: Answer<'getApplication'>['application']
  readonly kind: TokenKind
  readonly saved: TokenChoice
}

/** The choice at the top, and what a token would hold with it below: it follows each change before it is saved. */
function Customize({ application, kind, saved }: CustomizeProps) {
  const [choice, setChoice] = useState(saved)
  const { token_customization } = useAnswer('getTokenCustomization', { application_id: application.id })
  const refusal = useRefusal('replaceTokenCustomization')
  const save = useAction('replaceTokenCustomization', { refresh: ['getTokenCustomization', 'previewToken'] })
  const isChanged = !isSameChoice(choice, saved)
  return (
    <>
      <form
        onSubmit={(event) => {
          event.preventDefault()
          const parameters = { application_id: application.id }
          save.mutate({ parameters, body: bodyOf(token_customization, { kind, choice }) })
        }}
      >
        <fieldset disabled={refusal !== undefined}>
          <ChooseClaims kind={kind} choice={choice} onChange={setChoice} />
        </fieldset>
        <ProblemNote problem={save.error} own={texts.problems} />
        <FormButtons
          submit={texts.save}
          reason={refusal ?? (isChanged ? undefined : texts.nothingChanged)}
          isBusy={save.isPending}
          done={isChanged ? texts.notSavedYet : save.isSuccess && texts.saved}
        />
      </form>
      <Section title={texts.preview} reason={texts.previewReason}>
        <TokenPreview applicationId={application.id} kind={kind} draft={draftOf(kind, choice)} />
      </Section>
      <LeaveGuard changed={() => (isChanged ? [texts.tokenKinds[kind].name] : [])} />
    </>
  )
}

export const tokenCustomizationPage: PageDefinition = {
  load: ({ ask, params: { application = '', kind = '' } }) => [
    ask('getApplication', { application_id: application }),
    ask('getTokenCustomization', { application_id: application }),
    ask('getApplicationAPIs', { application_id: application }),
    ...(kind === 'm2m_token' ? [] : [ask('getUsers', { page_size: 20 })]),
    ...(isTokenKind(kind) ? CONTEXTS[kind].map((context) => ask('GetProperties', { ...ALL_PROPERTIES, context })) : []),
  ],
  Component: TokenCustomizationPage,
}
