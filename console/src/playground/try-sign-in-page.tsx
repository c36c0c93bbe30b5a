import { EmptyState, Note, Page, Section } from '@gatehouse/ui'
import { Button } from '@mantine/core'
import { useSuspenseQuery } from '@tanstack/react-query'
import { paths } from '../paths.ts'
import type { PageDefinition } from '../shell/page-route.ts'
import { useHere, usePlace } from '../shell/place.tsx'
import { texts } from './texts.ts'
import { trialQuery } from './trial.ts'
import { TrialForm } from './trial-form.tsx'
import { TrialResult } from './trial-result.tsx'
import { TrialTrace } from './trial-trace.tsx'

function TrySignInPage() {
  const place = usePlace()
  const { environment } = useHere()
  const { data: answer } = useSuspenseQuery(trialQuery(environment.id))
  if (environment.is_production) {
    return (
      <Page title={texts.title} lead={texts.lead}>
        <EmptyState
          title={texts.productionTitle}
          action={
            <Button component="a" variant="filled" href={paths.newApplication(place)}>
              {texts.register}
            </Button>
          }
        >
          {texts.production}
        </EmptyState>
      </Page>
    )
  }
  return (
    <Page title={texts.title} lead={texts.lead}>
      {answer?.outcome === 'refused' && (
        <Note kind="warning">
          {texts.refused} <code>{answer.error}</code> {answer.error_description}
        </Note>
      )}
      {answer?.outcome === 'signed_in' && <TrialResult answer={answer} />}
      {answer && <TrialTrace id={answer.trace_id} />}
      <Section title={answer ? texts.again : texts.options} reason={texts.optionsReason}>
        <TrialForm />
      </Section>
    </Page>
  )
}

export const trySignInPage: PageDefinition = { Component: TrySignInPage }
