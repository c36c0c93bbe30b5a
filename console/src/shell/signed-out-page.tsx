import { Problem } from '@gatehouse/api-client'
import { EmptyState } from '@gatehouse/ui'
import { Button } from '@mantine/core'
import { signInAt } from '../paths.ts'
import { texts } from './texts.ts'

/** Stands in place of the frame when it is not known who is there, or when they are on no team. */
export function SignedOutPage({ error }: { readonly error: unknown }) {
  const { title, text } = wordsFor(error)
  return (
    <main>
      <title>{`${title} · ${texts.product}`}</title>
      <EmptyState
        title={title}
        action={
          <Button component="a" variant="filled" href={signInAt(location.pathname + location.search)}>
            {texts.signIn}
          </Button>
        }
      >
        {text}
      </EmptyState>
    </main>
  )
}

function wordsFor(error: unknown): { readonly title: string; readonly text: string } {
  if (error instanceof Problem && error.status === 401) return texts.signingIn
  if (error instanceof Problem && error.status === 403) return texts.noTeam
  return texts.unreachable
}
