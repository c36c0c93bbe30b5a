import { Problem } from '@gatehouse/api-client'
import { EmptyState } from '@gatehouse/ui'
import { Button } from '@mantine/core'
import { signInAt } from '../paths.ts'

/** Stands in place of the frame when it is not known who is there, or when they are on no team. */
export function SignedOutPage({ error }: { readonly error: unknown }) {
  const { title, text } = wordsFor(error)
  return (
    <main>
      <title>{`${title} · Gatehouse`}</title>
      <EmptyState
        title={title}
        action={
          <Button component="a" variant="filled" href={signInAt(location.pathname + location.search)}>
            Sign in
          </Button>
        }
      >
        {text}
      </EmptyState>
    </main>
  )
}

function wordsFor(error: unknown): { title: string; text: string } {
  if (error instanceof Problem && error.status === 401)
    return { title: 'Signing you in', text: 'You are being taken to the sign-in page.' }
  if (error instanceof Problem && error.status === 403)
    return {
      title: 'You are on no team',
      text: 'Ask an owner to invite you, then follow the link in the mail. Or sign in as somebody else.',
    }
  return { title: 'The server cannot be reached', text: 'Check your connection, then load this page again.' }
}
