import { MantineProvider } from '@mantine/core'
import type { ReactNode } from 'react'
import { resolveVariables, theme } from '../theme.ts'

interface LookProps {
  /** The nonce by which the policy of the page allows style elements. */
  readonly nonce: string
  readonly children: ReactNode
}

/** Gives everything below it the look of Gatehouse, in the scheme of the system. */
export function Look({ nonce, children }: LookProps) {
  return (
    <MantineProvider
      theme={theme}
      cssVariablesResolver={resolveVariables}
      defaultColorScheme="auto"
      getStyleNonce={() => nonce}
    >
      {children}
    </MantineProvider>
  )
}
