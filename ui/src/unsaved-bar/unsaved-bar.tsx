import { Button } from '@mantine/core'
import type { ReactNode } from 'react'
import { ReasonedButton } from '../reasoned-button/reasoned-button.tsx'
import classes from './unsaved-bar.module.css'

export interface UnsavedBarProps {
  /** The names of the things that were changed. */
  readonly changed: readonly string[]
  readonly save: string
  /** Why it cannot be saved as it is. */
  readonly reason?: string | undefined
  readonly isBusy: boolean
  readonly problem?: ReactNode
  /** Said once everything was saved. */
  readonly saved?: string | false
  readonly onDiscard: () => void
}

/** Stays at the foot of the page while something is not saved, and names it. Stands inside of the form that it saves. */
export function UnsavedBar({ changed, save, reason, isBusy, problem, saved, onDiscard }: UnsavedBarProps) {
  if (changed.length === 0) {
    return (
      <p role="status" className={classes['saved']}>
        {saved}
      </p>
    )
  }
  return (
    <div className={classes['bar']}>
      {problem}
      <div className={classes['row']}>
        <p role="status" className={classes['names']}>
          <i aria-hidden="true" />
          <span>
            <b>{changed.length === 1 ? '1 unsaved change' : `${String(changed.length)} unsaved changes`}:</b>{' '}
            {changed.join(', ')}
          </span>
        </p>
        <div className={classes['acts']}>
          <Button variant="subtle" onClick={onDiscard} disabled={isBusy}>
            Discard
          </Button>
          <ReasonedButton type="submit" variant="filled" loading={isBusy} reason={reason}>
            {save}
          </ReasonedButton>
        </div>
      </div>
    </div>
  )
}
