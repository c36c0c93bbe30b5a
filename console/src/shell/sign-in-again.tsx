import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useState, type MouseEvent } from 'react'
import { paths, signInAt } from '../paths.ts'
import { useHere } from './place.tsx'
import { nameOf, sessionQuery, type Session } from './session.ts'
import { SIGNED_IN_CHANNEL } from './signed-in-page.tsx'
import { texts } from './texts.ts'

/**
 * Leads to a sign-in in another tab, so that the form stays as it is and nothing of it is stored. It never repeats the
 * act by itself: the person decides again, and may have become another one meanwhile.
 */
export function SignInAgain({ isRecentNeeded }: { readonly isRecentNeeded: boolean }) {
  const { session } = useHere()
  const now = useSignedIn()
  const href = signInAt(paths.signedIn(), { isRecentNeeded })
  // The browser lets a page close itself only where a script opened it.
  const open = (event: MouseEvent) => {
    if (window.open(href)) event.preventDefault()
  }
  if (now?.person.id === session.person.id) return <span role="status">{texts.signedInAgain}</span>
  if (now) return <span role="status">{texts.signedInAsAnother(nameOf(now.person))}</span>
  return (
    <>
      <a className="link" href={href} target="_blank" rel="noreferrer" onClick={open}>
        {texts.signInAgain}
      </a>
      . {texts.signInAgainHelp}
    </>
  )
}

/** Returns the session that began in another tab; undefined before. */
function useSignedIn(): Session | undefined {
  const queries = useQueryClient()
  const [session, setSession] = useState<Session>()
  useEffect(() => {
    const channel = new BroadcastChannel(SIGNED_IN_CHANNEL)
    channel.onmessage = () => {
      queries.fetchQuery({ ...sessionQuery, staleTime: 0 }).then(setSession, () => undefined)
    }
    return () => channel.close()
  }, [queries])
  return session
}
