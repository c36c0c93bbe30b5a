import { EmptyState, Page } from '@gatehouse/ui'
import { Button } from '@mantine/core'
import { useEffect } from 'react'
import { texts } from './texts.ts'

/** Tells the other tabs of the console that a sign-in ended well. The message carries nothing: they ask the server. */
export const SIGNED_IN_CHANNEL = 'gatehouse.signed-in'

/** The end of a sign-in that another tab waits for. */
export function SignedInPage() {
  useEffect(() => {
    const channel = new BroadcastChannel(SIGNED_IN_CHANNEL)
    channel.postMessage(true)
    channel.close()
    window.close()
  }, [])
  return (
    <Page title={texts.backTitle}>
      <EmptyState
        title={texts.backTitle}
        action={
          <Button variant="filled" onClick={() => window.close()}>
            {texts.closeTab}
          </Button>
        }
      >
        {texts.backText}
      </EmptyState>
    </Page>
  )
}
