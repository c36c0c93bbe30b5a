import { Button, CopyButton } from '@mantine/core'
import type { ReactNode } from 'react'
import classes from './secret-once.module.css'

export interface SecretOnceProps {
  readonly title: string
  readonly value: string
  /** Says what happens to the previous secret. */
  readonly children?: ReactNode
  readonly onStored: () => void
}

/** Shows a secret that cannot be read again. */
export function SecretOnce({ title, value, children, onStored }: SecretOnceProps) {
  return (
    <div className={classes['panel']} role="status">
      <h3>{title}</h3>
      <p>Copy it now. It is shown this once and stored only as a digest.</p>
      <div className={classes['value']}>
        <code>{value}</code>
        <CopyButton value={value}>
          {({ copied, copy }) => (
            <Button variant="filled" onClick={copy}>
              {copied ? 'Copied' : 'Copy'}
            </Button>
          )}
        </CopyButton>
      </div>
      {children}
      <div>
        <Button size="compact-sm" onClick={onStored}>
          I have stored it
        </Button>
      </div>
    </div>
  )
}
