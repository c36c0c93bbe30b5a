import { Problem } from '@gatehouse/api-client'
import { EmptyState, Page } from '@gatehouse/ui'
import { Button } from '@mantine/core'
import { useRouter } from '@tanstack/react-router'
import { paths } from '../paths.ts'

/** Stands in place of a page that could not be loaded. */
export function ProblemPage({ error }: { readonly error: unknown }) {
  const router = useRouter()
  const { title, text } = wordsFor(error)
  return (
    <Page title={title}>
      <EmptyState
        title={title}
        action={
          <Button variant="filled" onClick={() => void router.invalidate()}>
            Try again
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
  const { title, text } = isForeign ? FOREIGN_ANSWER : wordsFor(error)
  return (
    <Page title={title}>
      <EmptyState
        title={title}
        action={
          <Button component="a" href={paths.start()} variant="filled">
            Go to the start
          </Button>
        }
      >
        {text}
      </EmptyState>
    </Page>
  )
}

const FOREIGN_ANSWER = {
  title: 'Nobody waits for this answer',
  text: 'The sign-in was tried in another session or browser, it was answered already, or it took too long. Try it again.',
}

export function NotFoundPage() {
  return (
    <Page title="Nothing is here">
      <EmptyState
        title="Nothing is here"
        action={
          <Button component="a" href={paths.start()} variant="filled">
            Go to the start
          </Button>
        }
      >
        It was deleted, it never existed, or it belongs to a business whose team you are not on.
      </EmptyState>
    </Page>
  )
}

function wordsFor(error: unknown): { title: string; text: string } {
  if (!(error instanceof Problem)) {
    return { title: 'This page failed', text: 'A part of the console did not work. Loading it again often helps.' }
  }
  if (error.status === 0)
    return { title: 'The server cannot be reached', text: 'Check your connection, then try again.' }
  if (error.status === 403)
    return { title: 'Not for your role', text: `${error.message} An owner can change your role.` }
  if (error.status === 404) return { title: 'Nothing is here', text: error.message }
  return { title: 'The server refused this', text: `${error.message} (${error.code})` }
}
