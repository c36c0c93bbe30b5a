import { IconAlertTriangle, IconCircleCheck, IconInfoCircle } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import classes from './note.module.css'

const ICONS = { plain: IconInfoCircle, good: IconCircleCheck, warning: IconAlertTriangle, danger: IconAlertTriangle }

export interface NoteProps {
  readonly kind?: keyof typeof ICONS
  readonly children: ReactNode
}

/** Something to know. Red only when something is broken and the reader can mend it. */
export function Note({ kind = 'plain', children }: NoteProps) {
  const Icon = ICONS[kind]
  return (
    <div className={classes['note']} data-kind={kind} role={kind === 'danger' ? 'alert' : undefined}>
      <Icon size={18} stroke={1.5} aria-hidden="true" />
      <div>{children}</div>
    </div>
  )
}
