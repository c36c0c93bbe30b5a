import { Problem } from '@gatehouse/api-client'
import { EmptyState, Page } from '@gatehouse/ui'
import { Button } from '@mantine/core'
import { useRouter } from '@tanstack/react-router'
import { paths } from '../paths.ts'
import { texts } from './texts.ts'

/** Stands in place of a page that could not be loaded. */
export function ProblemPage({ error }: { readonly error: unknown }) {
  const router = useRouter()
  const { title, text } = wordsFor(error)
  return (
    <Page title={title}>
      <EmptyState
        action={
          <Button variant="filled" onClick={() => void router.invalidate()}>
            {texts.tryAgain}
          </Button>
        }
      >
        {text}
      </EmptyState>
    </Page>
  )
}

/** Stands where an answer to a trial sign-in came that nobody waits for. */
export function UnansweredPage({ error }: { readonly error: unknown }) {
  const isForeign = error instanceof Problem && error.status === 403
  const { title, text } = isForeign ? texts.foreignAnswer : wordsFor(error)
  return (
    <Page title={title}>
      <EmptyState
        action={
          <Button component="a" href={paths.start()} variant="filled">
            {texts.goToStart}
          </Button>
        }
      >
        {text}
      </EmptyState>
    </Page>
  )
}

export function NotFoundPage() {
  return (
    <Page title={texts.notFound.title}>
      <EmptyState
        action={
          <Button component="a" href={paths.start()} variant="filled">
            {texts.goToStart}
          </Button>
        }
      >
        {texts.notFound.text}
      </EmptyState>
    </Page>
  )
}

function wordsFor(error: unknown): { readonly title: string; readonly text: string } {
  if (!(error instanceof Problem)) return texts.pageFailed
  const { status, message, code } = error
  if (status === 0) return texts.unreachable
  if (status === 403) return { title: texts.notForRole.title, text: texts.notForRole.text(message) }
  if (status === 404) return { title: texts.notFound.title, text: message }
  return { title: texts.refused.title, text: texts.refused.text(message, code) }
}
